package org.openemm.web.access;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpSession;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.Base64;

/**
 * The secret of a session that every changing request must carry. Each page shows it under another
 * random mask: the length of compressed pages then tells nothing about it (BREACH).
 */
public final class CsrfToken {
    /** Name of the form field and of the query parameter of multipart forms. */
    public static final String FIELD = "csrf";

    /** Name of the header that scripts send. */
    public static final String HEADER = "X-CSRF-Token";

    private static final String ATTRIBUTE = "csrf-secret";
    private static final int BYTES = 24;
    private static final SecureRandom RANDOM = new SecureRandom();

    private CsrfToken() {}

    /**
     * The token for the page that answers the request; makes a session when there is none. The same
     * one each time within a request.
     */
    public static String of(HttpServletRequest request) {
        if (request.getAttribute(CsrfToken.class.getName()) instanceof Shown shown
                && shown.secret() == secret(request)) {
            return shown.token();
        }
        HttpSession session = request.getSession(true);
        byte[] secret;
        synchronized (session) {
            secret = secret(request);
            if (secret == null) {
                secret = create(session);
            }
        }
        Shown shown = new Shown(secret, masked(secret));
        request.setAttribute(CsrfToken.class.getName(), shown);
        return shown.token();
    }

    static void renew(HttpServletRequest request) {
        create(request.getSession(true));
    }

    static boolean isRight(HttpServletRequest request, String given) {
        byte[] secret = secret(request);
        if (secret == null || given == null) {
            return false;
        }
        byte[] bytes;
        try {
            bytes = Base64.getUrlDecoder().decode(given);
        } catch (IllegalArgumentException e) {
            return false;
        }
        return bytes.length == 2 * BYTES
                && MessageDigest.isEqual(
                        secret, xor(bytes, Arrays.copyOfRange(bytes, BYTES, 2 * BYTES)));
    }

    private static byte[] secret(HttpServletRequest request) {
        HttpSession session = request.getSession(false);
        return session == null ? null : (byte[]) session.getAttribute(ATTRIBUTE);
    }

    private static byte[] create(HttpSession session) {
        byte[] secret = random();
        session.setAttribute(ATTRIBUTE, secret);
        return secret;
    }

    private static String masked(byte[] secret) {
        byte[] both = Arrays.copyOf(random(), 2 * BYTES);
        System.arraycopy(xor(both, secret), 0, both, BYTES, BYTES);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(both);
    }

    /** Of the first bytes of both. */
    private static byte[] xor(byte[] one, byte[] other) {
        byte[] result = new byte[BYTES];
        for (int i = 0; i < BYTES; i++) {
            result[i] = (byte) (one[i] ^ other[i]);
        }
        return result;
    }

    private static byte[] random() {
        byte[] bytes = new byte[BYTES];
        RANDOM.nextBytes(bytes);
        return bytes;
    }

    /** What this request has shown. */
    @SuppressWarnings("ArrayRecordComponent")
    private record Shown(byte[] secret, String token) {}
}
