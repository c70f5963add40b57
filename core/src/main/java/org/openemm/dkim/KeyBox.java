package org.openemm.dkim;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.Base64;
import java.util.Locale;
import javax.crypto.Cipher;
import javax.crypto.Mac;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;
import org.openemm.InvalidInput;
import org.openemm.config.Home;
import org.openemm.config.SecretFile;

/**
 * Seals private keys for the database and for package files, with the master key in {@code
 * lib/dkim.key}. That file is made on first use, for its owner only; without it sealed keys are
 * lost. There is no built-in master key.
 *
 * <p>Sealed text is {@code v1:} and the Base64 of nonce and AES-256-GCM, bound to domain and
 * selector. Text without that mark is what former versions wrote: AES/ECB under the first 16 bytes
 * of the same file. Thread-safe.
 */
public final class KeyBox {
    private static final String VERSION = "v1:";
    private static final String PURPOSE = "openemm dkim key v1";
    private static final int MASTER_BYTES = 32;
    private static final int LEAST_MASTER = 16;
    private static final int NONCE_BYTES = 12;
    private static final int TAG_BITS = 128;
    private static final int OLD_KEY_BYTES = 16;

    private final SecureRandom random = new SecureRandom();
    private final Path file;

    public KeyBox(Home home) {
        file = home.lib().resolve("dkim.key");
    }

    /** Whether text was sealed in the present form. */
    static boolean isSealed(String text) {
        return text.startsWith(VERSION);
    }

    /**
     * Printable ASCII; an RSA key of 4096 bits becomes 3,200 characters.
     *
     * @throws InvalidInput when the master key was made by hand and is too short
     */
    String seal(String domain, String selector, PrivateDkimKey key) {
        byte[] nonce = new byte[NONCE_BYTES];
        random.nextBytes(nonce);
        try {
            String master = SecretFile.orNew(file, MASTER_BYTES);
            if (master.length() < LEAST_MASTER) {
                throw new InvalidInput("", "dkim.master.short", file, LEAST_MASTER);
            }
            byte[] sealed =
                    gcm(Cipher.ENCRYPT_MODE, master, name(domain, selector), nonce, key.encoded());
            byte[] all = Arrays.copyOf(nonce, nonce.length + sealed.length);
            System.arraycopy(sealed, 0, all, nonce.length, sealed.length);
            return VERSION + Base64.getEncoder().encodeToString(all);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    /**
     * Opens what was sealed, now or by a former version, or reads plain PEM.
     *
     * @throws UnreadableKey with the reason
     */
    PrivateDkimKey open(String domain, String selector, String text) throws UnreadableKey {
        try {
            if (text.contains("-----BEGIN")) {
                return KeyText.parse(text);
            }
            if (!isSealed(text)) {
                return old(text);
            }
            byte[] all = Base64.getDecoder().decode(text.substring(VERSION.length()));
            if (all.length <= NONCE_BYTES) {
                throw new UnreadableKey("the sealed key is cut off");
            }
            return PrivateDkimKey.read(
                    gcm(
                            Cipher.DECRYPT_MODE,
                            master(),
                            name(domain, selector),
                            Arrays.copyOf(all, NONCE_BYTES),
                            Arrays.copyOfRange(all, NONCE_BYTES, all.length)));
        } catch (GeneralSecurityException e) {
            throw new UnreadableKey(
                    "it was sealed with another " + file + ", or for another domain or selector",
                    e);
        } catch (InvalidInput | IllegalArgumentException e) {
            throw new UnreadableKey("what is stored is no private key: " + e.getMessage(), e);
        }
    }

    private PrivateDkimKey old(String text) throws UnreadableKey, GeneralSecurityException {
        byte[] sealed = Base64.getMimeDecoder().decode(text);
        byte[] key = Arrays.copyOf(master().getBytes(UTF_8), OLD_KEY_BYTES);
        for (String padding : new String[] {"PKCS5Padding", "NoPadding"}) {
            try {
                Cipher cipher = Cipher.getInstance("AES/ECB/" + padding);
                cipher.init(Cipher.DECRYPT_MODE, new SecretKeySpec(key, "AES"));
                return KeyText.parse(new String(cipher.doFinal(sealed), UTF_8).trim());
            } catch (GeneralSecurityException | InvalidInput e) {
                // The next padding, or the message below.
            }
        }
        throw new UnreadableKey(
                "it was encrypted by a former version with another key than that in "
                        + file
                        + ": import it again");
    }

    private String master() throws UnreadableKey {
        try {
            String text = Files.readString(file, UTF_8).trim();
            if (text.length() < LEAST_MASTER) {
                throw new UnreadableKey(file + " holds less than " + LEAST_MASTER + " characters");
            }
            return text;
        } catch (IOException e) {
            throw new UnreadableKey(file + " cannot be read", e);
        }
    }

    private static byte[] gcm(int mode, String master, byte[] name, byte[] nonce, byte[] input)
            throws GeneralSecurityException {
        Mac mac = Mac.getInstance("HmacSHA256");
        mac.init(new SecretKeySpec(master.getBytes(UTF_8), "HmacSHA256"));
        SecretKeySpec key = new SecretKeySpec(mac.doFinal(PURPOSE.getBytes(UTF_8)), "AES");
        Cipher cipher = Cipher.getInstance("AES/GCM/NoPadding");
        cipher.init(mode, key, new GCMParameterSpec(TAG_BITS, nonce));
        cipher.updateAAD(name);
        return cipher.doFinal(input);
    }

    private static byte[] name(String domain, String selector) {
        return (selector + "._domainkey." + domain).toLowerCase(Locale.ROOT).getBytes(UTF_8);
    }
}
