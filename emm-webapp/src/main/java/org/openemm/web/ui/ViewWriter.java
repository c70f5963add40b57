package org.openemm.web.ui;

import gg.jte.ContentType;
import gg.jte.TemplateEngine;
import gg.jte.output.Utf8ByteOutput;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.MultivaluedMap;
import jakarta.ws.rs.ext.MessageBodyWriter;
import java.io.IOException;
import java.io.OutputStream;
import java.lang.annotation.Annotation;
import java.lang.reflect.Type;
import java.util.HashMap;
import java.util.Map;

/** Renders a {@link View} with its template. */
@Produces(MediaType.TEXT_HTML)
public final class ViewWriter implements MessageBodyWriter<View> {
    private final TemplateEngine templates;
    private final UiSource uis;

    @Context private HttpServletRequest request;

    public ViewWriter(UiSource uis) {
        this.uis = uis;
        this.templates =
                TemplateEngine.createPrecompiled(
                        null, ContentType.Html, ViewWriter.class.getClassLoader());
    }

    @Override
    public boolean isWriteable(
            Class<?> type, Type generic, Annotation[] annotations, MediaType mediaType) {
        return type == View.class;
    }

    @Override
    public void writeTo(
            View view,
            Class<?> type,
            Type generic,
            Annotation[] annotations,
            MediaType mediaType,
            MultivaluedMap<String, Object> headers,
            OutputStream out)
            throws IOException {
        Ui ui = uis.of(request);
        ui.show(view.form());
        Map<String, Object> parameters = new HashMap<>();
        parameters.put("ui", ui);
        parameters.put("page", view.page());
        // Rendered completely before the first byte leaves: an error still becomes an error page.
        Utf8ByteOutput page = new Utf8ByteOutput();
        templates.render(view.template(), parameters, page);
        headers.putSingle(HttpHeaders.CONTENT_TYPE, "text/html;charset=UTF-8");
        page.writeTo(out);
    }
}
