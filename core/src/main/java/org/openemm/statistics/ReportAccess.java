package org.openemm.statistics;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.spec.PKCS8EncodedKeySpec;
import java.security.spec.X509EncodedKeySpec;
import java.util.Base64;
import java.util.OptionalInt;
import javax.crypto.Cipher;
import org.openemm.config.Home;

/**
 * The access token of the statistics application: the company's number, encrypted with the public
 * key, readable with the private key only (statistics reference, chapter 1). Keys are PEM files in
 * conf/keys (guide: birt_private.pem, birt_public.pem); replacing both and restarting is enough to
 * change them.
 */
public final class ReportAccess {
    private static final String CIPHER = "RSA/ECB/PKCS1Padding";

    private ReportAccess() {}

    /** Writes tokens; for whoever calls the statistics application. */
    public static final class Issuer {
        private final PublicKey key;

        private Issuer(PublicKey key) {
            this.key = key;
        }

        /**
         * @throws IOException when birt_public.pem is missing or no RSA key
         */
        public static Issuer of(Home home) throws IOException {
            return new Issuer(publicKey(home.keys().resolve("birt_public.pem")));
        }

        /** Base64, safe in a URL, without padding. */
        public String token(int companyId) {
            try {
                Cipher cipher = Cipher.getInstance(CIPHER);
                cipher.init(Cipher.ENCRYPT_MODE, key);
                byte[] text = Integer.toString(companyId).getBytes(StandardCharsets.UTF_8);
                return Base64.getUrlEncoder().withoutPadding().encodeToString(cipher.doFinal(text));
            } catch (GeneralSecurityException e) {
                throw new IllegalStateException(e);
            }
        }
    }

    /** Reads tokens; for the statistics application. */
    public static final class Checker {
        private final PrivateKey key;

        private Checker(PrivateKey key) {
            this.key = key;
        }

        /**
         * @throws IOException when birt_private.pem is missing or no RSA key
         */
        public static Checker of(Home home) throws IOException {
            return new Checker(privateKey(home.keys().resolve("birt_private.pem")));
        }

        /** The company that a token was issued for; empty for anything else. */
        public OptionalInt company(String token) {
            try {
                Cipher cipher = Cipher.getInstance(CIPHER);
                cipher.init(Cipher.DECRYPT_MODE, key);
                byte[] text = cipher.doFinal(Base64.getUrlDecoder().decode(token));
                return OptionalInt.of(Integer.parseInt(new String(text, StandardCharsets.UTF_8)));
            } catch (GeneralSecurityException | IllegalArgumentException e) {
                return OptionalInt.empty();
            }
        }
    }

    private static PublicKey publicKey(Path file) throws IOException {
        try {
            return KeyFactory.getInstance("RSA").generatePublic(new X509EncodedKeySpec(der(file)));
        } catch (GeneralSecurityException | IllegalArgumentException e) {
            throw new IOException(file + " holds no RSA public key in PEM form", e);
        }
    }

    private static PrivateKey privateKey(Path file) throws IOException {
        try {
            return KeyFactory.getInstance("RSA")
                    .generatePrivate(new PKCS8EncodedKeySpec(der(file)));
        } catch (GeneralSecurityException | IllegalArgumentException e) {
            throw new IOException(file + " holds no RSA private key (PKCS#8) in PEM form", e);
        }
    }

    private static byte[] der(Path file) throws IOException {
        StringBuilder base64 = new StringBuilder();
        for (String line : Files.readAllLines(file, StandardCharsets.US_ASCII)) {
            if (!line.startsWith("-----")) {
                base64.append(line.strip());
            }
        }
        return Base64.getDecoder().decode(base64.toString());
    }
}
