package org.openemm.uid;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;

/** SHA-512 over the signed part, a dot and the company's secret key; 86 characters of base64url. */
final class Signature {
    static final int LENGTH = 86;

    private Signature() {}

    static String of(byte[] signedPart, String secretKey) {
        MessageDigest digest = sha512();
        digest.update(signedPart);
        digest.update((byte) '.');
        digest.update(secretKey.getBytes(StandardCharsets.UTF_8));
        return Base64.getUrlEncoder().withoutPadding().encodeToString(digest.digest());
    }

    static MessageDigest sha512() {
        try {
            return MessageDigest.getInstance("SHA-512");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
