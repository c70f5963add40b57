package org.openemm.redirect;

import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;

/**
 * {@code /form.action?agnFN=unsubscribe&agnUID=UID}: where the unsubscribe tag of a mail leads. A
 * GET asks, a POST leaves the list, so that a link scanner never unsubscribes anybody.
 */
final class FormServlet extends HttpServlet {
    private static final long serialVersionUID = 1L;
    private final transient OptOutPage optOutPage;

    FormServlet(OptOutPage optOutPage) {
        this.optOutPage = optOutPage;
    }

    @Override
    protected void doGet(HttpServletRequest request, HttpServletResponse response)
            throws IOException {
        if (isOptOut(request)) {
            optOutPage.show(request, response);
        } else {
            response.sendError(HttpServletResponse.SC_NOT_FOUND);
        }
    }

    @Override
    protected void doPost(HttpServletRequest request, HttpServletResponse response)
            throws IOException {
        if (isOptOut(request)) {
            optOutPage.leave(request, response);
        } else {
            response.sendError(HttpServletResponse.SC_NOT_FOUND);
        }
    }

    private static boolean isOptOut(HttpServletRequest request) {
        return "unsubscribe".equals(Requests.parameter(request, "agnFN"));
    }
}
