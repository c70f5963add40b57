package org.openemm.control;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.util.Base64;
import org.openemm.account.SecretBox;
import org.openemm.config.Home;

/** Secrets of an installation in {@code conf/keys} (Install &amp; Admin Guide, section 11.10). */
final class Keys {
    private static final int RSA_BITS = 2048;
    private static final int SALT_LENGTH = 32;
    private static final String LETTERS_AND_DIGITS =
            "abcdefghijkmnopqrstuvwxyzABCDEFGHJKLMNPQRSTUVWXYZ23456789";
    private static final SecureRandom RANDOM = new SecureRandom();

    private Keys() {}

    /** Makes each secret that does not exist yet. */
    static void create(Home home) throws IOException {
        Path privateKey = home.keys().resolve("birt_private.pem");
        Path publicKey = home.keys().resolve("birt_public.pem");
        if (!Files.exists(privateKey) || !Files.exists(publicKey)) {
            KeyPair pair = rsa();
            HomeLayout.writeSecret(privateKey, pem("PRIVATE KEY", pair.getPrivate().getEncoded()));
            HomeLayout.writeSecret(publicKey, pem("PUBLIC KEY", pair.getPublic().getEncoded()));
        }
        Path salt = home.keys().resolve("emm.salt");
        if (!Files.exists(salt)) {
            HomeLayout.writeSecret(salt, visibleAscii(SALT_LENGTH) + "\n");
        }
        SecretBox.of(home);
    }

    /** A password of letters and digits that are not mixed up when read aloud. */
    static String password(int length) {
        StringBuilder password = new StringBuilder();
        for (int i = 0; i < length; i++) {
            password.append(LETTERS_AND_DIGITS.charAt(RANDOM.nextInt(LETTERS_AND_DIGITS.length())));
        }
        return password.toString();
    }

    private static String visibleAscii(int length) {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < length; i++) {
            text.append((char) ('!' + RANDOM.nextInt('~' - '!' + 1)));
        }
        return text.toString();
    }

    private static KeyPair rsa() {
        try {
            KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
            generator.initialize(RSA_BITS, RANDOM);
            return generator.generateKeyPair();
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java knows RSA", e);
        }
    }

    private static String pem(String kind, byte[] content) {
        return "-----BEGIN %s-----%n%s%n-----END %s-----%n"
                .formatted(
                        kind,
                        Base64.getMimeEncoder(64, "\n".getBytes(StandardCharsets.US_ASCII))
                                .encodeToString(content),
                        kind);
    }
}
