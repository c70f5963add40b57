package org.openemm.redirect;

import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Base64;
import org.openemm.tracking.Tracking;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * An opening: {@code /g.html?uid=UID}, {@code /g/UID/g.html}. Always answers with a transparent GIF
 * of one pixel.
 */
final class PixelServlet extends HttpServlet {
    private static final long serialVersionUID = 1L;
    private static final Logger LOG = LoggerFactory.getLogger(PixelServlet.class);
    private static final byte[] GIF =
            Base64.getDecoder().decode("R0lGODlhAQABAIAAAAAAAP///yH5BAEAAAAALAAAAAABAAEAAAIBRAA7");
    private final transient Tracking tracking;

    PixelServlet(Tracking tracking) {
        this.tracking = tracking;
    }

    @Override
    protected void doGet(HttpServletRequest request, HttpServletResponse response)
            throws IOException {
        try {
            Requests.uid(request).ifPresent(uid -> tracking.opening(uid, Requests.visit(request)));
        } catch (RuntimeException e) {
            LOG.warn("Opening cannot be counted: {}", e.getMessage());
        }
        response.setHeader("Cache-Control", "no-store");
        response.setContentType("image/gif");
        response.setContentLength(GIF.length);
        response.getOutputStream().write(GIF);
    }
}
