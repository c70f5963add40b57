package org.openemm.redirect;

import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Map;

/**
 * The page for links that were damaged, forged, or lead to what is gone; and for the link that no
 * person sees in a mail ({@code /hplt.html}). Counts nothing.
 */
final class BrokenLinkServlet extends HttpServlet {
    private static final long serialVersionUID = 1L;
    private final transient PublicPages pages;

    BrokenLinkServlet(PublicPages pages) {
        this.pages = pages;
    }

    @Override
    protected void doGet(HttpServletRequest request, HttpServletResponse response)
            throws IOException {
        response.setStatus(HttpServletResponse.SC_NOT_FOUND);
        pages.write(request, response, "redirect/broken.jte", Map.of());
    }
}
