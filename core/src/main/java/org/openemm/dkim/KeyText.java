package org.openemm.dkim;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.Base64;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.openemm.InvalidInput;

/**
 * Keys as text (PEM), as openssl and our tools write them: PKCS#8, the older PKCS#1, or the bare
 * Base64 of either. Says of a text that is none of these what it is instead.
 */
public final class KeyText {
    /** Name of the field that errors belong to. */
    static final String FIELD = "key";

    /** Shorter ones are refused by everybody. */
    static final int LEAST_BITS = 768;

    private static final int LONGEST = 20_000;
    private static final Pattern BEGIN = Pattern.compile("-----\\s*BEGIN ([A-Z0-9 ]+?)\\s*-----");

    private KeyText() {}

    /**
     * Reads a private key.
     *
     * @throws InvalidInput field {@code key}: what is wrong with it
     */
    public static PrivateDkimKey parse(String text) {
        String given = text == null ? "" : text.strip();
        if (given.isEmpty()) {
            throw wrong("empty");
        }
        if (given.length() > LONGEST) {
            throw wrong("long");
        }
        return read(base64(given));
    }

    /** Reads PKCS#8 or PKCS#1. */
    static PrivateDkimKey read(byte[] der) {
        if (!Der.isWhole(der)) {
            throw wrong("cut");
        }
        byte[] pkcs8 = Der.isPkcs1(der) && !Der.isRsa(der) ? Der.pkcs8(der) : der;
        if (!Der.isRsa(pkcs8) && !Der.isEd25519(pkcs8)) {
            throw wrong("kind");
        }
        PrivateDkimKey key;
        try {
            key = PrivateDkimKey.read(pkcs8);
        } catch (GeneralSecurityException | IllegalArgumentException e) {
            throw wrong("broken");
        }
        if (key.type() == KeyType.RSA && key.bits() < LEAST_BITS) {
            throw wrong("short", key.bits(), LEAST_BITS);
        }
        if (!key.isConsistent()) {
            throw wrong("broken");
        }
        return key;
    }

    /** PEM of the private key, PKCS#8. */
    public static String pem(PrivateDkimKey key) {
        return pem("PRIVATE KEY", key.encoded());
    }

    /** PEM of the public key. */
    public static String publicPem(PrivateDkimKey key) {
        return pem("PUBLIC KEY", key.publicKey().getEncoded());
    }

    /**
     * What stands behind {@code p=} for an encoded public key.
     *
     * @throws IllegalArgumentException neither RSA nor Ed25519
     */
    public static String recordText(byte[] publicKey) {
        if (!Der.isWhole(publicKey) || !Der.isRsa(publicKey) && !Der.isEd25519(publicKey)) {
            throw new IllegalArgumentException("no public key for DKIM");
        }
        return PrivateDkimKey.publicText(
                Der.isRsa(publicKey) ? KeyType.RSA : KeyType.ED25519, publicKey);
    }

    private static String pem(String label, byte[] der) {
        String lines =
                Base64.getMimeEncoder(64, "\n".getBytes(StandardCharsets.US_ASCII))
                        .encodeToString(der);
        return "-----BEGIN %s-----\n%s\n-----END %s-----\n".formatted(label, lines, label);
    }

    private static byte[] base64(String text) {
        String body = text;
        Matcher begin = BEGIN.matcher(text);
        if (begin.find()) {
            String label = begin.group(1);
            refuseOtherThings(label, text);
            int end = text.indexOf("-----END", begin.end());
            if (end < 0) {
                throw wrong("cut");
            }
            if (BEGIN.matcher(text.substring(end)).find()) {
                throw wrong("several");
            }
            body = text.substring(begin.end(), end);
        } else if (text.contains("-----END")) {
            throw wrong("cut");
        } else if (text.startsWith("v=DKIM1") || text.startsWith("p=")) {
            throw wrong("public");
        } else if (text.startsWith("ssh-")) {
            throw wrong("ssh");
        }
        try {
            return Base64.getDecoder().decode(body.replaceAll("\\s", ""));
        } catch (IllegalArgumentException e) {
            throw wrong("base64");
        }
    }

    private static void refuseOtherThings(String label, String text) {
        if (label.contains("ENCRYPTED") || text.contains("Proc-Type: 4,ENCRYPTED")) {
            throw wrong("password");
        }
        if (label.contains("PUBLIC KEY")) {
            throw wrong("public");
        }
        if (label.contains("CERTIFICATE")) {
            throw wrong("certificate");
        }
        if (label.contains("OPENSSH")) {
            throw wrong("ssh");
        }
        if (!label.equals("PRIVATE KEY") && !label.equals("RSA PRIVATE KEY")) {
            throw wrong("kind");
        }
    }

    private static InvalidInput wrong(String what, Object... arguments) {
        return new InvalidInput(FIELD, "dkim.key." + what, arguments);
    }
}
