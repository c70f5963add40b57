package org.openemm.redirect;

import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.openemm.tracking.OptOuts;
import org.openemm.tracking.Tracking;
import org.openemm.tracking.Tracking.Verified;

/**
 * {@code /uq.html?uid=UID}, {@code /uq/UID/uq.html}: the address in the List-Unsubscribe header
 * (RFC 8058). A POST with {@code List-Unsubscribe=One-Click} ends the subscription without page,
 * login, cookie or redirect. A GET, which mail scanners do on their own, never does; it shows the
 * opt-out page.
 */
final class OneClickOptOutServlet extends HttpServlet {
    private static final long serialVersionUID = 1L;
    private static final int MAX_BODY = 4_096;
    private static final String ONE_CLICK = "List-Unsubscribe=One-Click";
    private final transient Tracking tracking;
    private final transient OptOuts optOuts;
    private final transient OptOutPage page;

    OneClickOptOutServlet(Tracking tracking, OptOuts optOuts, OptOutPage page) {
        this.tracking = tracking;
        this.optOuts = optOuts;
        this.page = page;
    }

    @Override
    protected void doGet(HttpServletRequest request, HttpServletResponse response)
            throws IOException {
        page.show(request, response);
    }

    @Override
    protected void doPost(HttpServletRequest request, HttpServletResponse response)
            throws IOException, ServletException {
        String body =
                new String(request.getInputStream().readNBytes(MAX_BODY), StandardCharsets.UTF_8);
        if (!isOneClick(request.getContentType(), body)) {
            page.show(request, response);
            return;
        }
        Optional<Verified> link = Requests.uid(request).flatMap(tracking::verify);
        if (link.isEmpty()) {
            response.setStatus(HttpServletResponse.SC_NOT_FOUND);
            return;
        }
        optOuts.optOut(link.get(), "Opt-out by List-Unsubscribe (one-click)");
        response.setStatus(HttpServletResponse.SC_OK);
    }

    private static boolean isOneClick(String contentType, String body) {
        if (contentType != null && contentType.startsWith("multipart/form-data")) {
            return body.contains("name=\"List-Unsubscribe\"") && body.contains("One-Click");
        }
        return body.strip().equals(ONE_CLICK);
    }
}
