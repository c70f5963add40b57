package org.openemm.tracking;

import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * One opening or click as it was answered.
 *
 * @param urlId link that was clicked; 0 for an opening
 * @param customerId recipient; 0 when the reader must stay anonymous
 * @param time milliseconds since 1970-01-01 UTC
 * @param address client address; empty when the reader must stay anonymous
 * @param userAgent as sent, cut to {@value #MAX_USER_AGENT} bytes
 */
public record TrackingEvent(
        Kind kind,
        int companyId,
        int mailingId,
        long customerId,
        int urlId,
        long time,
        String address,
        String userAgent) {

    static final int MAX_USER_AGENT = 1000;
    private static final int MAX_ADDRESS = 50;
    private static final int FIXED = 1 + 4 + 4 + 8 + 4 + 8 + 1 + 2;

    /** What happened. The code is part of the journal's file format. */
    public enum Kind {
        OPENING((byte) 1),
        CLICK((byte) 2);

        private final byte code;

        Kind(byte code) {
            this.code = code;
        }

        static Kind of(byte code) {
            return Arrays.stream(values())
                    .filter(kind -> kind.code == code)
                    .findFirst()
                    .orElseThrow(
                            () -> new IllegalArgumentException("Unknown kind of event " + code));
        }
    }

    boolean isAnonymous() {
        return customerId == 0;
    }

    byte[] toBytes() {
        byte[] addressBytes = cut(address, MAX_ADDRESS);
        byte[] agentBytes = cut(userAgent, MAX_USER_AGENT);
        return ByteBuffer.allocate(FIXED + addressBytes.length + agentBytes.length)
                .put(kind.code)
                .putInt(companyId)
                .putInt(mailingId)
                .putLong(customerId)
                .putInt(urlId)
                .putLong(time)
                .put((byte) addressBytes.length)
                .put(addressBytes)
                .putShort((short) agentBytes.length)
                .put(agentBytes)
                .array();
    }

    /**
     * @throws IllegalArgumentException when the bytes are no event
     */
    static TrackingEvent fromBytes(ByteBuffer bytes) {
        try {
            return new TrackingEvent(
                    Kind.of(bytes.get()),
                    bytes.getInt(),
                    bytes.getInt(),
                    bytes.getLong(),
                    bytes.getInt(),
                    bytes.getLong(),
                    text(bytes, bytes.get()),
                    text(bytes, bytes.getShort()));
        } catch (BufferUnderflowException e) {
            throw new IllegalArgumentException("Event is too short", e);
        }
    }

    private static byte[] cut(String text, int max) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        return bytes.length <= max ? bytes : Arrays.copyOf(bytes, max);
    }

    private static String text(ByteBuffer bytes, int length) {
        byte[] text = new byte[length];
        bytes.get(text);
        return new String(text, StandardCharsets.UTF_8);
    }
}
