package org.openemm.uid;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.regex.Pattern;

/**
 * UID texts: {@code [prefix.]version.payload.signature}.
 *
 * <p>Written is version 5 (payload: MessagePack map in base64url). Read are versions 3 to 5,
 * because links in old mails live for years; version 2 needs the creation time of the mailing to be
 * read and is refused. Only the one canonical text of a UID is accepted, and the signature is
 * checked over the received bytes, so that nobody can make up a second text for a known UID.
 */
public final class UidCodec {
    static final int NEWEST_VERSION = 5;

    /** Longer than any UID with the longest prefix; bounds the work on hostile input. */
    private static final int MAX_LENGTH = 512;

    private static final Pattern DOT = Pattern.compile(".", Pattern.LITERAL);
    private static final String DIGITS =
            "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";

    private UidCodec() {}

    /** The signed text, version 5. */
    public static String encode(Uid uid, String secretKey) {
        byte[] payload = Payload.write(uid);
        return (uid.prefix().isEmpty() ? "" : uid.prefix() + ".")
                + "F."
                + Base64.getUrlEncoder().withoutPadding().encodeToString(payload)
                + "."
                + Signature.of(signedPart(uid.prefix(), payload), secretKey);
    }

    /**
     * Reads a text without believing it.
     *
     * @throws MalformedUid when the text is not a UID; the signature is not looked at
     */
    public static UnverifiedUid decode(String text) {
        if (text == null || text.length() > MAX_LENGTH) {
            throw new MalformedUid("too long or missing");
        }
        String[] parts = DOT.split(text, -1);
        if (parts.length < 3 || parts[parts.length - 1].length() != Signature.LENGTH) {
            throw new MalformedUid("wrong number of parts");
        }
        try {
            return switch (parts.length) {
                case 3 -> version5("", parts[0], parts[1], parts[2]);
                case 4 -> version5(parts[0], parts[1], parts[2], parts[3]);
                case 7, 8, 9 -> numbered(parts);
                default -> throw new MalformedUid("wrong number of parts");
            };
        } catch (IllegalArgumentException e) {
            throw new MalformedUid("not a UID");
        }
    }

    private static UnverifiedUid version5(
            String prefix, String version, String payloadText, String signature) {
        if (number(version) != NEWEST_VERSION) {
            throw new MalformedUid("version does not fit");
        }
        byte[] payload = Base64.getUrlDecoder().decode(payloadText);
        if (!Base64.getUrlEncoder().withoutPadding().encodeToString(payload).equals(payloadText)) {
            throw new MalformedUid("payload is not canonical");
        }
        return new UnverifiedUid(
                Payload.read(payload, prefix),
                NEWEST_VERSION,
                signedPart(prefix, payload),
                signature);
    }

    /**
     * Version 3 {@code licence.mailing.recipient.url.options} and version 4 with the company after
     * the licence; with one part more, the first is the prefix.
     */
    private static UnverifiedUid numbered(String[] parts) {
        boolean prefixed = parts.length == 9 || parts.length == 8 && !parts[0].equals("E");
        int first = prefixed ? 1 : 0;
        long version = number(parts[first]);
        int count = parts.length - first - 2;
        if (version != (count == 6 ? 4 : 3) || count != 6 && count != 5) {
            throw new MalformedUid("version does not fit");
        }
        String prefix = prefixed ? parts[0] : "";
        StringBuilder signed = new StringBuilder(prefixed ? prefix + "." : "").append(version);
        long[] n = new long[count];
        for (int i = 0; i < count; i++) {
            n[i] = number(parts[first + 1 + i]);
            signed.append('.').append(n[i]);
        }
        int mailing = count - 4;
        Uid uid =
                new Uid(
                        count == 6 ? Math.toIntExact(n[1]) : 0,
                        n[0],
                        int32(n[mailing]),
                        n[mailing + 1],
                        0,
                        int32(n[mailing + 3]),
                        '\0',
                        int32(n[mailing + 2]),
                        prefix);
        return new UnverifiedUid(
                uid,
                (int) version,
                signed.toString().getBytes(StandardCharsets.US_ASCII),
                parts[parts.length - 1]);
    }

    private static byte[] signedPart(String prefix, byte[] payload) {
        byte[] head =
                ((prefix.isEmpty() ? "" : prefix + ".") + NEWEST_VERSION + ".")
                        .getBytes(StandardCharsets.US_ASCII);
        byte[] signed = new byte[head.length + payload.length];
        System.arraycopy(head, 0, signed, 0, head.length);
        System.arraycopy(payload, 0, signed, head.length, payload.length);
        return signed;
    }

    /** Base-64 number, most significant digit first, without superfluous zeros in front. */
    private static long number(String text) {
        if (text.isEmpty() || text.length() > 10 || text.length() > 1 && text.charAt(0) == 'A') {
            throw new MalformedUid("not a number");
        }
        long value = 0;
        for (int i = 0; i < text.length(); i++) {
            int digit = DIGITS.indexOf(text.charAt(i));
            if (digit < 0) {
                throw new MalformedUid("not a number");
            }
            value = value << 6 | digit;
        }
        return value;
    }

    private static int int32(long number) {
        if (number > Integer.MAX_VALUE) {
            throw new MalformedUid("number too large");
        }
        return (int) number;
    }
}
