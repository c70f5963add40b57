package org.openemm.servlet;

import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.Serial;
import org.openemm.Core;

/** Answers the name of company 1 and sets headers that the administrator has set, too. */
public final class CompanyServlet extends HttpServlet {
    @Serial private static final long serialVersionUID = 1L;

    @Override
    protected void doGet(HttpServletRequest request, HttpServletResponse response)
            throws IOException {
        response.setHeader("Cache-Control", "public");
        response.setHeader("Content-Security-Policy", "default-src 'none'");
        Core core = CoreListener.core(getServletContext());
        String name = core.database().inTransaction(tx -> core.companies().get(tx, 1).shortname());
        response.getWriter().print(name);
    }
}
