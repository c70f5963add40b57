package org.openemm.dkim;

import java.util.Arrays;

/** The little of DER that private keys need. */
final class Der {
    /** INTEGER 0, SEQUENCE { rsaEncryption, NULL }: the start of PKCS#8 for RSA. */
    private static final byte[] RSA_START = {
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

    private static final byte[] RSA_OBJECT = Arrays.copyOfRange(RSA_START, 5, 16);
    private static final byte[] ED25519_OBJECT = {6, 3, 0x2b, 0x65, 0x70};
    private static final int SEQUENCE = 0x30;
    private static final int INTEGER = 2;
    private static final int OCTETS = 4;
    private static final int OBJECT_WITHIN = 24;

    private Der() {}

    /** Whether this is PKCS#8 of an Ed25519 key. */
    static boolean isEd25519(byte[] pkcs8) {
        return names(pkcs8, ED25519_OBJECT);
    }

    /** Whether this is PKCS#8 of an RSA key. */
    static boolean isRsa(byte[] pkcs8) {
        return names(pkcs8, RSA_OBJECT);
    }

    /** Whether it looks like PKCS#1: a sequence that begins with numbers only. */
    static boolean isPkcs1(byte[] der) {
        if (der.length < 12 || (der[0] & 0xff) != SEQUENCE) {
            return false;
        }
        int content = 2 + ((der[1] & 0x80) == 0 ? 0 : der[1] & 0x7f);
        return content + 3 < der.length
                && der[content] == INTEGER
                && der[content + 1] == 1
                && der[content + 3] == INTEGER;
    }

    /** Whether the outermost element is as long as it says. */
    static boolean isWhole(byte[] der) {
        if (der.length < 2 || (der[0] & 0xff) != SEQUENCE) {
            return false;
        }
        int first = der[1] & 0xff;
        if (first < 0x80) {
            return der.length == 2 + first;
        }
        int count = first & 0x7f;
        if (count == 0 || count > 3 || der.length < 2 + count) {
            return false;
        }
        int length = 0;
        for (int i = 0; i < count; i++) {
            length = length << 8 | der[2 + i] & 0xff;
        }
        return der.length == 2 + count + length;
    }

    /** PKCS#8 around an RSA key in the older form. */
    static byte[] pkcs8(byte[] pkcs1) {
        byte[] octets = element(OCTETS, pkcs1);
        byte[] content = Arrays.copyOf(RSA_START, RSA_START.length + octets.length);
        System.arraycopy(octets, 0, content, RSA_START.length, octets.length);
        return element(SEQUENCE, content);
    }

    /** The algorithm is named right at the start. */
    private static boolean names(byte[] pkcs8, byte[] object) {
        int last = Math.min(OBJECT_WITHIN, pkcs8.length) - object.length;
        for (int at = 0; at <= last; at++) {
            if (Arrays.equals(pkcs8, at, at + object.length, object, 0, object.length)) {
                return true;
            }
        }
        return false;
    }

    /** Tag, length as short as can be, content. */
    private static byte[] element(int tag, byte[] content) {
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
