package org.openemm.rendering;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import java.io.IOException;

/**
 * Snapshots as they travel in package files. Holds the company's secret key: keep files private.
 */
public final class SnapshotJson {
    private static final ObjectMapper JSON =
            JsonMapper.builder()
                    .addModule(new JavaTimeModule())
                    .disable(SerializationFeature.WRITE_DATES_AS_TIMESTAMPS)
                    .build();

    private SnapshotJson() {}

    /** UTF-8 JSON. */
    public static byte[] write(MailingSnapshot snapshot) {
        try {
            return JSON.writeValueAsBytes(snapshot);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }

    /**
     * @throws IOException for text that {@link #write} did not write
     */
    public static MailingSnapshot read(byte[] json) throws IOException {
        return JSON.readValue(json, MailingSnapshot.class);
    }
}
