package org.openemm.redirect;

import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Optional;
import org.openemm.tracking.Tracking;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A click: {@code /r.html?uid=UID}, {@code /r/UID/r.html}. Answers with a redirect to the link's
 * target; a damaged or forged UID leads to the fallback page and counts nothing. Only targets of
 * known links are ever redirected to.
 */
final class ClickServlet extends HttpServlet {
    private static final long serialVersionUID = 1L;
    private static final Logger LOG = LoggerFactory.getLogger(ClickServlet.class);
    private static final int RETRY_SECONDS = 10;
    private final transient Tracking tracking;
    private final transient FallbackAddress fallback;

    /**
     * @param fallback where a link leads that nobody can follow
     */
    ClickServlet(Tracking tracking, FallbackAddress fallback) {
        this.tracking = tracking;
        this.fallback = fallback;
    }

    @Override
    protected void doGet(HttpServletRequest request, HttpServletResponse response)
            throws IOException {
        response.setHeader("Cache-Control", "no-store");
        response.setHeader("X-Robots-Tag", "noindex");
        try {
            Optional<String> target =
                    Requests.uid(request)
                            .flatMap(uid -> tracking.click(uid, Requests.visit(request)));
            response.setStatus(HttpServletResponse.SC_FOUND);
            response.setHeader("Location", target.orElseGet(fallback::get));
        } catch (RuntimeException e) {
            LOG.warn("Click cannot be answered at the moment: {}", e.getMessage());
            response.setHeader("Retry-After", Integer.toString(RETRY_SECONDS));
            response.sendError(HttpServletResponse.SC_SERVICE_UNAVAILABLE);
        }
    }
}
