package org.openemm.web.ui;

import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.MultivaluedHashMap;
import jakarta.ws.rs.core.MultivaluedMap;
import jakarta.ws.rs.ext.MessageBodyReader;
import java.io.IOException;
import java.io.InputStream;
import java.lang.annotation.Annotation;
import java.lang.reflect.Type;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;

/** Reads the body of a submitted form. */
@Consumes(MediaType.APPLICATION_FORM_URLENCODED)
public final class InputReader implements MessageBodyReader<Input> {
    @Override
    public boolean isReadable(
            Class<?> type, Type generic, Annotation[] annotations, MediaType mediaType) {
        return type == Input.class;
    }

    @Override
    public Input readFrom(
            Class<Input> type,
            Type generic,
            Annotation[] annotations,
            MediaType mediaType,
            MultivaluedMap<String, String> headers,
            InputStream body)
            throws IOException {
        return new Input(decode(new String(body.readAllBytes(), StandardCharsets.US_ASCII)));
    }

    static MultivaluedMap<String, String> decode(String encoded) {
        MultivaluedMap<String, String> fields = new MultivaluedHashMap<>();
        for (String pair : encoded.split("&")) {
            int equals = pair.indexOf('=');
            if (!pair.isEmpty()) {
                String name = equals < 0 ? pair : pair.substring(0, equals);
                fields.add(unescape(name), equals < 0 ? "" : unescape(pair.substring(equals + 1)));
            }
        }
        return fields;
    }

    private static String unescape(String text) {
        try {
            return URLDecoder.decode(text, StandardCharsets.UTF_8);
        } catch (IllegalArgumentException e) {
            // A broken escape is somebody's odd text, not a reason to fail.
            return text;
        }
    }
}
