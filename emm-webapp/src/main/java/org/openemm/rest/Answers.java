package org.openemm.rest;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.Clock;
import java.util.Iterator;
import java.util.Map;

/** Writes answers: minified JSON; errors one property per line, as they have always been. */
final class Answers {
    private static final String TYPE = "application/json;charset=UTF-8";
    private static final String CHALLENGE =
            "Basic realm=\"EMM Restful Services\", charset=\"UTF-8\"";
    private static final ObjectMapper JSON = new ObjectMapper();

    private final Clock clock;

    Answers(Clock clock) {
        this.clock = clock;
    }

    /** Small answers are whole before they leave; large ones leave while they are made. */
    void ok(HttpServletRequest request, HttpServletResponse response, Object result)
            throws IOException {
        if (!(result instanceof Map<?, ?> map)
                || map.values().stream().noneMatch(Iterator.class::isInstance)) {
            write(request, response, 200, JSON.writeValueAsBytes(result));
            return;
        }
        response.setContentType(TYPE);
        if (!request.getMethod().equals("HEAD")) {
            JSON.writeValue(response.getOutputStream(), result);
        }
    }

    void refuse(HttpServletRequest request, HttpServletResponse response, Refusal refusal)
            throws IOException {
        if (refusal.status() == HttpServletResponse.SC_UNAUTHORIZED) {
            response.setHeader("WWW-Authenticate", CHALLENGE);
        }
        StringBuilder text = new StringBuilder("{\n\t\"error\": ").append(quoted(refusal));
        if (refusal.code() != Refusal.NO_CODE) {
            text.append(",\n\t\"errorCode\": ").append(refusal.code());
        }
        text.append(",\n\t\"errorTime\": \"").append(Dates.text(clock.instant())).append("\"\n}\n");
        write(request, response, refusal.status(), text.toString().getBytes(UTF_8));
    }

    private static String quoted(Refusal refusal) throws JsonProcessingException {
        return JSON.writeValueAsString(refusal.getMessage());
    }

    private static void write(
            HttpServletRequest request, HttpServletResponse response, int status, byte[] content)
            throws IOException {
        response.setStatus(status);
        response.setContentType(TYPE);
        response.setContentLength(content.length);
        if (!request.getMethod().equals("HEAD")) {
            response.getOutputStream().write(content);
        }
    }
}
