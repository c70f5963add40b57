package org.openemm.mailing;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import org.openemm.InvalidInput;

/**
 * A short text that changes when its sources change. Pages carry it from reading to saving, so that
 * of two people who change the same thing the second one learns of the first, instead of silently
 * writing over it.
 */
public final class Fingerprint {
    private static final int BYTES = 12;

    private Fingerprint() {}

    public static String of(Object... parts) {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            for (Object part : parts) {
                digest.update(String.valueOf(part).getBytes(StandardCharsets.UTF_8));
                digest.update((byte) 0);
            }
            return HexFormat.of().formatHex(digest.digest(), 0, BYTES);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    /**
     * @param seen what the person saw; null or empty: does not matter
     * @throws InvalidInput when it is no longer what is stored
     */
    static void check(String seen, String stored) {
        if (seen != null && !seen.isEmpty() && !seen.equals(stored)) {
            throw new InvalidInput("", "mailing.error.changedMeanwhile");
        }
    }
}
