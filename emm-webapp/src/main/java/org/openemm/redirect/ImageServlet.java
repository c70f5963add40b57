package org.openemm.redirect;

import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.openemm.tracking.HostedImages;

/**
 * {@code /image/[nc/]LICENCE/COMPANY/MAILING/NAME}: a picture of a mailing. With {@code nc} it must
 * not be cached. An unknown one gives an empty answer.
 */
final class ImageServlet extends HttpServlet {
    private static final long serialVersionUID = 1L;
    private static final Pattern PATH =
            Pattern.compile("/(nc/)?\\d{1,9}/(\\d{1,9})/(\\d{1,9})/(.{1,500})");
    private final transient HostedImages images;

    ImageServlet(HostedImages images) {
        this.images = images;
    }

    @Override
    protected void doGet(HttpServletRequest request, HttpServletResponse response)
            throws IOException {
        Matcher path = PATH.matcher(Optional.ofNullable(request.getPathInfo()).orElse(""));
        Optional<HostedImages.Image> image =
                path.matches()
                        ? images.find(
                                Integer.parseInt(path.group(2)),
                                Integer.parseInt(path.group(3)),
                                path.group(4))
                        : Optional.empty();
        if (image.isEmpty()) {
            response.setHeader("Cache-Control", "no-store");
            response.setStatus(HttpServletResponse.SC_NOT_FOUND);
            return;
        }
        String tag = "\"" + image.get().tag() + "\"";
        response.setHeader(
                "Cache-Control", path.group(1) != null ? "no-store" : "public, max-age=3600");
        response.setHeader("ETag", tag);
        response.setHeader("X-Content-Type-Options", "nosniff");
        // An SVG may hold scripts; opened on its own it runs none of them.
        response.setHeader(
                "Content-Security-Policy",
                "default-src 'none'; style-src 'unsafe-inline'; sandbox");
        if (tag.equals(request.getHeader("If-None-Match"))) {
            response.setStatus(HttpServletResponse.SC_NOT_MODIFIED);
            return;
        }
        response.setContentType(image.get().type());
        response.setContentLength(image.get().data().length);
        response.getOutputStream().write(image.get().data());
    }
}
