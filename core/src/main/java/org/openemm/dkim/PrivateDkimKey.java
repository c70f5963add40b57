package org.openemm.dkim;

import java.security.GeneralSecurityException;
import java.security.InvalidKeyException;
import java.security.KeyFactory;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.SecureRandom;
import java.security.Signature;
import java.security.interfaces.EdECPrivateKey;
import java.security.interfaces.RSAPrivateCrtKey;
import java.security.spec.PKCS8EncodedKeySpec;
import java.security.spec.RSAPublicKeySpec;
import java.util.Arrays;
import java.util.Base64;

/**
 * A private key with the public key that belongs to it.
 *
 * @param bits strength as people name it: 2048, 4096; 256 for Ed25519
 */
public record PrivateDkimKey(KeyType type, int bits, PrivateKey key, PublicKey publicKey) {
    private static final int ED25519_BITS = 256;
    private static final int ED25519_BYTES = 32;

    /**
     * A new key.
     *
     * @param bits length of an RSA key; without meaning for Ed25519
     */
    public static PrivateDkimKey generate(KeyType type, int bits) {
        try {
            if (type == KeyType.ED25519) {
                KeyPair pair = KeyPairGenerator.getInstance("Ed25519").generateKeyPair();
                return new PrivateDkimKey(type, ED25519_BITS, pair.getPrivate(), pair.getPublic());
            }
            KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
            generator.initialize(bits);
            KeyPair pair = generator.generateKeyPair();
            return new PrivateDkimKey(type, bits, pair.getPrivate(), pair.getPublic());
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("Every Java knows RSA and Ed25519", e);
        }
    }

    /**
     * Reads PKCS#8.
     *
     * @throws GeneralSecurityException neither RSA nor Ed25519, or broken
     */
    static PrivateDkimKey read(byte[] pkcs8) throws GeneralSecurityException {
        PKCS8EncodedKeySpec spec = new PKCS8EncodedKeySpec(pkcs8);
        if (Der.isEd25519(pkcs8)) {
            PrivateKey key = KeyFactory.getInstance("Ed25519").generatePrivate(spec);
            return new PrivateDkimKey(
                    KeyType.ED25519, ED25519_BITS, key, publicOf((EdECPrivateKey) key));
        }
        KeyFactory rsa = KeyFactory.getInstance("RSA");
        if (!(rsa.generatePrivate(spec) instanceof RSAPrivateCrtKey key)) {
            throw new InvalidKeyException("RSA key without its primes");
        }
        PublicKey publicKey =
                rsa.generatePublic(new RSAPublicKeySpec(key.getModulus(), key.getPublicExponent()));
        return new PrivateDkimKey(KeyType.RSA, key.getModulus().bitLength(), key, publicKey);
    }

    /** What stands behind {@code p=} in DNS. */
    public String publicText() {
        return publicText(type, publicKey.getEncoded());
    }

    /** As the other, for a public key alone. */
    static String publicText(KeyType type, byte[] encoded) {
        // RFC 8463: the bare 32 bytes, which are the end of the encoded form.
        return Base64.getEncoder()
                .encodeToString(
                        type == KeyType.ED25519
                                ? Arrays.copyOfRange(
                                        encoded, encoded.length - ED25519_BYTES, encoded.length)
                                : encoded);
    }

    /** PKCS#8. */
    byte[] encoded() {
        return key.getEncoded();
    }

    /** Whether what the private key signs is right by the public one. */
    boolean isConsistent() {
        try {
            byte[] text = {1, 2, 3};
            Signature signing = Signature.getInstance(type.jcaName());
            signing.initSign(key);
            signing.update(text);
            byte[] signature = signing.sign();
            Signature checking = Signature.getInstance(type.jcaName());
            checking.initVerify(publicKey);
            checking.update(text);
            return checking.verify(signature);
        } catch (GeneralSecurityException e) {
            return false;
        }
    }

    /** Without the key. */
    @Override
    public String toString() {
        return "PrivateDkimKey[" + type + " " + bits + "]";
    }

    /** Java makes the public key only while it makes the private one: here from the same seed. */
    private static PublicKey publicOf(EdECPrivateKey key) throws GeneralSecurityException {
        byte[] seed = key.getBytes().orElseThrow(InvalidKeyException::new);
        KeyPairGenerator generator = KeyPairGenerator.getInstance("Ed25519");
        generator.initialize(ED25519_BITS - 1, new GivenBytes(seed));
        return generator.generateKeyPair().getPublic();
    }

    /** Gives always the same. */
    private static final class GivenBytes extends SecureRandom {
        private static final long serialVersionUID = 1L;
        private final transient byte[] given;

        GivenBytes(byte[] given) {
            this.given = given.clone();
        }

        @Override
        public void nextBytes(byte[] bytes) {
            System.arraycopy(given, 0, bytes, 0, bytes.length);
        }
    }
}
