package org.openemm.redirect;

import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Optional;
import org.openemm.rendering.Previews;
import org.openemm.tracking.Tracking;
import org.openemm.uid.Uid;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * {@code /fullview.action?agnUID=UID}: the mail in the browser, as it was sent to this recipient.
 */
final class WebViewServlet extends HttpServlet {
    private static final long serialVersionUID = 1L;
    private static final Logger LOG = LoggerFactory.getLogger(WebViewServlet.class);
    private final transient Tracking tracking;
    private final transient Previews previews;
    private final transient FallbackAddress fallback;

    WebViewServlet(Tracking tracking, Previews previews, FallbackAddress fallback) {
        this.tracking = tracking;
        this.previews = previews;
        this.fallback = fallback;
    }

    @Override
    protected void doGet(HttpServletRequest request, HttpServletResponse response)
            throws IOException {
        Optional<Tracking.Verified> link = Requests.uid(request).flatMap(tracking::verify);
        if (link.isEmpty()) {
            response.setStatus(HttpServletResponse.SC_FOUND);
            response.setHeader("Location", fallback.get());
            return;
        }
        Uid uid = link.get().uid();
        Optional<String> html =
                previews.webView(
                        uid.company(),
                        uid.mailing(),
                        uid.recipient(),
                        Instant.ofEpochSecond(uid.sendEpoch()));
        if (html.isEmpty()) {
            LOG.info("Web view of mailing {} is not available any more", uid.mailing());
            response.setStatus(HttpServletResponse.SC_FOUND);
            response.setHeader("Location", fallback.get());
            return;
        }
        response.setHeader("Cache-Control", "no-store");
        response.setHeader("X-Robots-Tag", "noindex");
        // Mail content of a tenant never runs scripts under our address.
        response.setHeader(
                "Content-Security-Policy",
                "default-src 'none'; img-src * data:; style-src 'unsafe-inline' *; font-src *;"
                        + " sandbox allow-popups allow-popups-to-escape-sandbox"
                        + " allow-top-navigation-by-user-activation");
        response.setContentType("text/html");
        response.setCharacterEncoding("UTF-8");
        response.getOutputStream().write(html.get().getBytes(StandardCharsets.UTF_8));
    }
}
