package org.openemm.account;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.Base64;
import javax.crypto.Cipher;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;
import org.openemm.config.Home;
import org.openemm.config.SecretFile;

/**
 * Encrypts secrets that must be readable again, such as the passwords of webservice users, which
 * the digest of WS-Security needs in clear: AES-256-GCM with the key in {@code
 * conf/keys/secret.key}.
 *
 * <p>Encrypted text is bound to the name of its owner, so that it cannot be moved to another row.
 * Thread-safe.
 */
public final class SecretBox {
    private static final String VERSION = "v1:";
    private static final String TRANSFORMATION = "AES/GCM/NoPadding";
    private static final int KEY_BYTES = 32;
    private static final int NONCE_BYTES = 12;
    private static final int TAG_BITS = 128;

    private final SecureRandom random = new SecureRandom();
    private final SecretKeySpec key;

    private SecretBox(byte[] key) {
        this.key = new SecretKeySpec(key, "AES");
    }

    /** With the key of this installation; made on first use, readable for its owner only. */
    public static SecretBox of(Home home) {
        Path file = home.keys().resolve("secret.key");
        try {
            byte[] key = Base64.getDecoder().decode(SecretFile.orNew(file, KEY_BYTES));
            if (key.length != KEY_BYTES) {
                throw new IllegalStateException(file + " must hold 32 bytes in Base64");
            }
            return new SecretBox(key);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * @param owner whose secret this is, e.g. the name of the webservice user
     * @return printable ASCII; {@code 3 + 4/3 * (28 + bytes of the secret)} characters long
     */
    public String seal(String owner, String secret) {
        byte[] nonce = new byte[NONCE_BYTES];
        random.nextBytes(nonce);
        byte[] sealed = run(Cipher.ENCRYPT_MODE, owner, nonce, utf8(secret));
        byte[] all = Arrays.copyOf(nonce, nonce.length + sealed.length);
        System.arraycopy(sealed, 0, all, nonce.length, sealed.length);
        return VERSION + Base64.getEncoder().encodeToString(all);
    }

    /**
     * @throws IllegalArgumentException when the text was not sealed for this owner with this key
     */
    public String open(String owner, String sealed) {
        if (!sealed.startsWith(VERSION)) {
            throw new IllegalArgumentException("Not sealed with this scheme");
        }
        byte[] all = Base64.getDecoder().decode(sealed.substring(VERSION.length()));
        if (all.length < NONCE_BYTES) {
            throw new IllegalArgumentException("Too short for a sealed secret");
        }
        byte[] nonce = Arrays.copyOf(all, NONCE_BYTES);
        byte[] rest = Arrays.copyOfRange(all, NONCE_BYTES, all.length);
        return new String(run(Cipher.DECRYPT_MODE, owner, nonce, rest), StandardCharsets.UTF_8);
    }

    private byte[] run(int mode, String owner, byte[] nonce, byte[] input) {
        try {
            Cipher cipher = Cipher.getInstance(TRANSFORMATION);
            cipher.init(mode, key, new GCMParameterSpec(TAG_BITS, nonce));
            cipher.updateAAD(utf8(owner));
            return cipher.doFinal(input);
        } catch (GeneralSecurityException e) {
            throw new IllegalArgumentException("Not sealed for " + owner + " with this key", e);
        }
    }

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
