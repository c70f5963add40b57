package org.openemm.rest;

import com.fasterxml.jackson.core.JsonFactoryBuilder;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.core.exc.StreamConstraintsException;
import com.fasterxml.jackson.core.json.JsonReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.function.IntSupplier;

/**
 * What a call carries: JSON in UTF-8, whatever its content type is called. Comments, names without
 * quotes, single quotes and commas at the end are tolerated (JSON5).
 */
final class Body {
    /** No call needs more than four. */
    private static final int MAX_DEPTH = 50;

    private static final int MAX_DIGITS = 100;

    private static final ObjectMapper JSON =
            new ObjectMapper(
                            new JsonFactoryBuilder()
                                    .enable(JsonReadFeature.ALLOW_JAVA_COMMENTS)
                                    .enable(JsonReadFeature.ALLOW_UNQUOTED_FIELD_NAMES)
                                    .enable(JsonReadFeature.ALLOW_SINGLE_QUOTES)
                                    .enable(JsonReadFeature.ALLOW_TRAILING_COMMA)
                                    .enable(JsonReadFeature.ALLOW_LEADING_PLUS_SIGN_FOR_NUMBERS)
                                    .enable(JsonReadFeature.ALLOW_LEADING_DECIMAL_POINT_FOR_NUMBERS)
                                    .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                                    .streamReadConstraints(
                                            StreamReadConstraints.builder()
                                                    .maxNestingDepth(MAX_DEPTH)
                                                    .maxNumberLength(MAX_DIGITS)
                                                    .build())
                                    .build())
                    .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);

    private final HttpServletRequest request;
    private final IntSupplier limit;

    /**
     * @param limit in bytes
     */
    Body(HttpServletRequest request, IntSupplier limit) {
        this.request = request;
        this.limit = limit;
    }

    /**
     * Reads it, once; empty when there is none.
     *
     * @throws Refusal too large, or no JSON
     */
    Optional<JsonNode> json() {
        String text = text();
        if (text.isBlank()) {
            return Optional.empty();
        }
        try {
            JsonNode node = JSON.readTree(text);
            return node == null || node.isMissingNode() ? Optional.empty() : Optional.of(node);
        } catch (StreamConstraintsException e) {
            throw Refusal.bad("Invalid JSON: nested too deeply, or a number or name is too long");
        } catch (JsonProcessingException e) {
            if (e.getOriginalMessage() != null
                    && e.getOriginalMessage().startsWith("Duplicate field")) {
                throw Refusal.bad(e.getOriginalMessage().replace("field", "property key"));
            }
            throw Refusal.bad(
                    e.getLocation() == null
                            ? "Invalid JSON"
                            : "Invalid JSON at line "
                                    + e.getLocation().getLineNr()
                                    + ", column "
                                    + e.getLocation().getColumnNr());
        }
    }

    private String text() {
        try {
            int most = limit.getAsInt();
            byte[] bytes =
                    request.getContentLengthLong() > most
                            ? null
                            : request.getInputStream().readNBytes(most + 1);
            if (bytes == null || bytes.length > most) {
                throw Refusal.bad("Request data is too large: at most " + most + " bytes");
            }
            String text =
                    StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
            return text.startsWith("\uFEFF") ? text.substring(1) : text;
        } catch (CharacterCodingException e) {
            throw Refusal.bad("Invalid request data: not encoded in UTF-8");
        } catch (IOException e) {
            throw Refusal.bad("Request data could not be read to its end");
        }
    }
}
