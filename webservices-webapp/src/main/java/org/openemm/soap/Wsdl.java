package org.openemm.soap;

import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import org.openemm.config.Settings;

/** The interface description: our own file, with the address that clients shall call filled in. */
final class Wsdl {
    private static final String PLACE = "@ADDRESS@";
    private final String template;
    private final Settings settings;

    Wsdl(Settings settings) {
        this.settings = settings;
        try (InputStream in = Wsdl.class.getResourceAsStream("/wsdl/emmservices.wsdl")) {
            template = new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    byte[] content(HttpServletRequest request) {
        return template.replace(PLACE, escaped(address(request))).getBytes(StandardCharsets.UTF_8);
    }

    /**
     * The configured address ({@code webservices.url}); where none is set, the one the caller used.
     */
    private String address(HttpServletRequest request) {
        String configured = settings.get(0, "webservices.url", "").strip();
        if (configured.startsWith("http")) {
            return configured;
        }
        StringBuffer url = request.getRequestURL();
        return url.substring(0, url.length() - request.getRequestURI().length())
                + request.getContextPath()
                + "/";
    }

    private static String escaped(String text) {
        return text.replace("&", "&amp;").replace("<", "&lt;").replace("\"", "&quot;");
    }
}
