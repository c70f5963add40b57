package org.openemm.web.access;

import jakarta.annotation.Priority;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.ws.rs.ClientErrorException;
import jakarta.ws.rs.HttpMethod;
import jakarta.ws.rs.Priorities;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerRequestFilter;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Set;
import org.openemm.config.Settings;

/**
 * Refuses changing requests that do not carry the token of their session: as form field, as header
 * (scripts), or, for multipart forms whose body is not read here, as query parameter.
 *
 * <p>The config value {@code security.csrfProtection.enabled} switches it off (guide chapter 8).
 */
@Priority(Priorities.AUTHENTICATION + 10)
public final class CsrfFilter implements ContainerRequestFilter {
    private static final Set<String> HARMLESS =
            Set.of(HttpMethod.GET, HttpMethod.HEAD, HttpMethod.OPTIONS);

    /** Largest form kept in memory; files come as multipart and are not. */
    private static final int MAX_FORM_BYTES = 20 * 1024 * 1024;

    private final Settings settings;

    @Context private HttpServletRequest request;

    public CsrfFilter(Settings settings) {
        this.settings = settings;
    }

    @Override
    public void filter(ContainerRequestContext context) throws IOException {
        if (HARMLESS.contains(context.getMethod())) {
            return;
        }
        String form = isForm(context) ? bufferedForm(context) : "";
        if (!settings.bool(0, "security.csrfProtection.enabled", true)) {
            return;
        }
        if (!CsrfToken.isRight(request, context.getHeaderString(CsrfToken.HEADER))
                && !CsrfToken.isRight(request, field(form))
                && !CsrfToken.isRight(
                        request,
                        context.getUriInfo().getQueryParameters().getFirst(CsrfToken.FIELD))) {
            throw new ForgedRequest(context.getUriInfo().getPath());
        }
    }

    private static boolean isForm(ContainerRequestContext context) {
        return context.getMediaType() != null
                && MediaType.APPLICATION_FORM_URLENCODED_TYPE.isCompatible(context.getMediaType());
    }

    private static String bufferedForm(ContainerRequestContext context) throws IOException {
        byte[] body = context.getEntityStream().readNBytes(MAX_FORM_BYTES + 1);
        if (body.length > MAX_FORM_BYTES) {
            throw new ClientErrorException(413);
        }
        context.setEntityStream(new ByteArrayInputStream(body));
        return new String(body, StandardCharsets.US_ASCII);
    }

    private static String field(String form) {
        String start = CsrfToken.FIELD + "=";
        int at = form.startsWith(start) ? 0 : form.indexOf("&" + start) + 1;
        if (!form.startsWith(start, at)) {
            return null;
        }
        int end = form.indexOf('&', at);
        try {
            return URLDecoder.decode(
                    form.substring(at + start.length(), end < 0 ? form.length() : end),
                    StandardCharsets.UTF_8);
        } catch (IllegalArgumentException e) {
            return null;
        }
    }
}
