package org.openemm.uid;

import java.nio.charset.StandardCharsets;
import java.security.DigestException;
import java.security.MessageDigest;
import java.util.Arrays;

/**
 * Writes the version 5 UIDs of one run as bytes, as fast as the hash allows: everything that is the
 * same for all recipients of the run is prepared once, nothing is allocated per UID.
 *
 * <p>Gives exactly the texts of {@link UidCodec#encode}. Not thread-safe: one per renderer.
 */
public final class UidWriter {
    /** Bytes a UID without prefix takes at most. */
    public static final int MAX_LENGTH =
            2 + (Payload.MAX_LENGTH * 4 + 2) / 3 + 1 + Signature.LENGTH;

    private static final int HASH_LENGTH = 64;

    /** Two base64url characters for each 12 bits. */
    private static final short[] PAIRS = new short[4096];

    private static final byte[] SINGLES =
            "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_"
                    .getBytes(StandardCharsets.US_ASCII);

    static {
        for (int i = 0; i < PAIRS.length; i++) {
            PAIRS[i] = (short) (SINGLES[i >> 6] << 8 | SINGLES[i & 63]);
        }
    }

    private final MessageDigest digest = Signature.sha512();
    private final byte[] beforeOptions;
    private final byte[] sendDate;
    private final int fixedEntries;
    private final byte[] secret;
    private final byte[] signedHead;
    private final byte[] textHead;

    /** Signed head, payload, dot and secret in one piece, so that the hash takes them at once. */
    private final byte[] signed;

    private final byte[] hash = new byte[HASH_LENGTH];

    /**
     * @param run company, licence, mailing, send date, status field and prefix of all UIDs to
     *     write; its recipient, options and url are ignored
     */
    public UidWriter(Uid run, String secretKey) {
        byte[] scratch = new byte[Payload.MAX_LENGTH];
        int at = 0;
        int entries = 0;
        long[] numbers = {run.company(), run.licence(), run.mailing()};
        for (int i = 0; i < numbers.length; i++) {
            if (numbers[i] != 0) {
                at = Payload.key(scratch, at, "clm".charAt(i));
                at = Payload.number(scratch, at, numbers[i]);
                entries++;
            }
        }
        beforeOptions = Arrays.copyOf(scratch, at);
        at = 0;
        if (run.sendEpoch() != 0) {
            at = Payload.key(scratch, at, 's');
            at = Payload.number(scratch, at, run.sendEpoch());
            entries++;
        }
        if (run.statusField() != 0) {
            at = Payload.key(scratch, at, 'f');
            scratch[at++] = (byte) 0xa1;
            scratch[at++] = (byte) run.statusField();
            entries++;
        }
        sendDate = Arrays.copyOf(scratch, at);
        fixedEntries = entries;
        secret = ("." + secretKey).getBytes(StandardCharsets.UTF_8);
        String prefix = run.prefix().isEmpty() ? "" : run.prefix() + ".";
        signedHead = (prefix + "5.").getBytes(StandardCharsets.US_ASCII);
        textHead = (prefix + "F.").getBytes(StandardCharsets.US_ASCII);
        signed = new byte[signedHead.length + Payload.MAX_LENGTH + secret.length];
        System.arraycopy(signedHead, 0, signed, 0, signedHead.length);
    }

    /** Bytes that {@link #write} takes at most. */
    public int maxLength() {
        return textHead.length + MAX_LENGTH;
    }

    /**
     * Writes one UID.
     *
     * @return the position after it
     */
    public int write(long recipient, int options, int url, byte[] out, int start) {
        int end = payload(recipient, options, url);
        System.arraycopy(textHead, 0, out, start, textHead.length);
        int at = base64(signed, signedHead.length, end, out, start + textHead.length);
        System.arraycopy(secret, 0, signed, end, secret.length);
        try {
            digest.update(signed, 0, end + secret.length);
            digest.digest(hash, 0, HASH_LENGTH);
        } catch (DigestException e) {
            throw new IllegalStateException(e);
        }
        out[at++] = '.';
        return base64(hash, 0, HASH_LENGTH, out, at);
    }

    private int payload(long recipient, int options, int url) {
        int entries =
                fixedEntries
                        + (options != 0 ? 1 : 0)
                        + (recipient != 0 ? 1 : 0)
                        + (url != 0 ? 1 : 0);
        int at = Payload.head(signed, signedHead.length, entries);
        System.arraycopy(beforeOptions, 0, signed, at, beforeOptions.length);
        at += beforeOptions.length;
        if (options != 0) {
            at = Payload.number(signed, Payload.key(signed, at, 'o'), options);
        }
        if (recipient != 0) {
            at = Payload.number(signed, Payload.key(signed, at, 'r'), recipient);
        }
        System.arraycopy(sendDate, 0, signed, at, sendDate.length);
        at += sendDate.length;
        if (url != 0) {
            at = Payload.number(signed, Payload.key(signed, at, 'u'), url);
        }
        return at;
    }

    /** Base64url without padding. */
    private static int base64(byte[] in, int from, int to, byte[] out, int start) {
        int at = start;
        int i = from;
        for (; i + 3 <= to; i += 3) {
            int bits = (in[i] & 0xff) << 16 | (in[i + 1] & 0xff) << 8 | in[i + 2] & 0xff;
            short high = PAIRS[bits >> 12];
            short low = PAIRS[bits & 0xfff];
            out[at] = (byte) (high >> 8);
            out[at + 1] = (byte) high;
            out[at + 2] = (byte) (low >> 8);
            out[at + 3] = (byte) low;
            at += 4;
        }
        if (to - i == 1) {
            int bits = (in[i] & 0xff) << 4;
            out[at++] = SINGLES[bits >> 6];
            out[at++] = SINGLES[bits & 63];
        } else if (to - i == 2) {
            int bits = (in[i] & 0xff) << 10 | (in[i + 1] & 0xff) << 2;
            out[at++] = SINGLES[bits >> 12];
            out[at++] = SINGLES[bits >> 6 & 63];
            out[at++] = SINGLES[bits & 63];
        }
        return at;
    }
}
