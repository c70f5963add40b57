package org.openemm.redirect;

import gg.jte.TemplateEngine;
import gg.jte.output.StringOutput;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import org.openemm.i18n.Texts;

/**
 * Renders and sends the public pages: never cached, never indexed, nothing from elsewhere, in the
 * browser's language.
 */
final class PublicPages {
    private final TemplateEngine templates;
    private final Texts texts = PublicTexts.load();

    PublicPages(TemplateEngine templates) {
        this.templates = templates;
    }

    /**
     * Sends a page.
     *
     * @param values parameters of the template besides {@code texts}
     */
    void write(
            HttpServletRequest request,
            HttpServletResponse response,
            String template,
            Map<String, Object> values)
            throws IOException {
        Map<String, Object> all = new HashMap<>(values);
        all.put("texts", new PublicTexts(texts, request.getLocale()));
        StringOutput html = new StringOutput();
        templates.render(template, all, html);
        response.setHeader("Cache-Control", "no-store");
        response.setHeader("X-Robots-Tag", "noindex");
        response.setHeader("Referrer-Policy", "no-referrer");
        response.setHeader(
                "Content-Security-Policy",
                "default-src 'none'; style-src 'unsafe-inline'; img-src 'self' data:; form-action"
                        + " 'self'; frame-ancestors 'none'; base-uri 'none'");
        response.setContentType("text/html");
        response.setCharacterEncoding("UTF-8");
        response.getOutputStream().write(html.toString().getBytes(StandardCharsets.UTF_8));
    }
}
