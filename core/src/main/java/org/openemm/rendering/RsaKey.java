package org.openemm.rendering;

import java.security.GeneralSecurityException;
import java.security.InvalidKeyException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.interfaces.RSAKey;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.Base64;

/** RSA private keys in PEM, as openssl writes them: PKCS#8 or the older PKCS#1. */
final class RsaKey {
    private static final int LEAST_BITS = 768;

    /** SEQUENCE { version 0, SEQUENCE { rsaEncryption, NULL }. */
    private static final byte[] PKCS8_START = {
        2,
        1,
        0,
        0x30,
        13,
        6,
        9,
        0x2a,
        (byte) 0x86,
        0x48,
        (byte) 0x86,
        (byte) 0xf7,
        13,
        1,
        1,
        1,
        5,
        0
    };

    private RsaKey() {}

    /**
     * @throws GeneralSecurityException not an RSA key, or one too short to be of use
     * @throws IllegalArgumentException not PEM
     */
    static PrivateKey parse(String pem) throws GeneralSecurityException {
        boolean pkcs1 = pem.contains("BEGIN RSA PRIVATE KEY");
        byte[] der =
                Base64.getMimeDecoder()
                        .decode(pem.replaceAll("-----[A-Z ]+-----", "").replaceAll("\\s", ""));
        PrivateKey key =
                KeyFactory.getInstance("RSA")
                        .generatePrivate(new PKCS8EncodedKeySpec(pkcs1 ? wrapped(der) : der));
        if (((RSAKey) key).getModulus().bitLength() < LEAST_BITS) {
            throw new InvalidKeyException("key is shorter than " + LEAST_BITS + " bits");
        }
        return key;
    }

    private static byte[] wrapped(byte[] pkcs1) {
        byte[] octets = der(4, pkcs1);
        byte[] content = new byte[PKCS8_START.length + octets.length];
        System.arraycopy(PKCS8_START, 0, content, 0, PKCS8_START.length);
        System.arraycopy(octets, 0, content, PKCS8_START.length, octets.length);
        return der(0x30, content);
    }

    /** Tag, length as short as can be, content. */
    private static byte[] der(int tag, byte[] content) {
        int lengthBytes = content.length < 0x80 ? 0 : content.length < 0x100 ? 1 : 2;
        byte[] result = new byte[content.length + 2 + lengthBytes];
        result[0] = (byte) tag;
        result[1] = (byte) (lengthBytes == 0 ? content.length : 0x80 | lengthBytes);
        for (int i = 0; i < lengthBytes; i++) {
            result[2 + i] = (byte) (content.length >> 8 * (lengthBytes - 1 - i));
        }
        System.arraycopy(content, 0, result, 2 + lengthBytes, content.length);
        return result;
    }
}
