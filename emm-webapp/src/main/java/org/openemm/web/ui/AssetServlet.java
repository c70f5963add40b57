package org.openemm.web.ui;

import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.InputStream;
import java.io.Serial;
import java.util.Map;

/** Serves the bundled files below /assets/, compressed where the browser can read it. */
public final class AssetServlet extends HttpServlet {
    @Serial private static final long serialVersionUID = 1L;

    private static final Map<String, String> TYPES =
            Map.of(
                    "js", "text/javascript;charset=UTF-8",
                    "css", "text/css;charset=UTF-8",
                    "svg", "image/svg+xml",
                    "png", "image/png",
                    "woff2", "font/woff2");

    @Override
    protected void doGet(HttpServletRequest request, HttpServletResponse response)
            throws IOException {
        String name = request.getPathInfo() == null ? "" : request.getPathInfo().substring(1);
        String type = TYPES.get(name.substring(name.lastIndexOf('.') + 1));
        if (type == null || !name.matches("[A-Za-z0-9._-]+")) {
            response.sendError(HttpServletResponse.SC_NOT_FOUND);
            return;
        }
        String accepted = request.getHeader("Accept-Encoding");
        boolean compressed = accepted != null && accepted.contains("gzip");
        try (InputStream file = open(name, compressed)) {
            if (file == null) {
                sendPlain(name, type, response);
                return;
            }
            response.setHeader("Content-Encoding", "gzip");
            send(file, type, response);
        }
    }

    private static void sendPlain(String name, String type, HttpServletResponse response)
            throws IOException {
        try (InputStream file = AssetServlet.class.getResourceAsStream(Assets.FOLDER + name)) {
            if (file == null) {
                response.sendError(HttpServletResponse.SC_NOT_FOUND);
                return;
            }
            send(file, type, response);
        }
    }

    private static InputStream open(String name, boolean compressed) {
        return compressed
                ? AssetServlet.class.getResourceAsStream(Assets.FOLDER + name + ".gz")
                : null;
    }

    private static void send(InputStream file, String type, HttpServletResponse response)
            throws IOException {
        response.setContentType(type);
        response.setHeader("Cache-Control", "public, max-age=31536000, immutable");
        response.setHeader("Vary", "Accept-Encoding");
        response.setHeader("X-Content-Type-Options", "nosniff");
        file.transferTo(response.getOutputStream());
    }
}
