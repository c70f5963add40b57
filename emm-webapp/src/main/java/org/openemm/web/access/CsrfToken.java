package org.openemm.web.access;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpSession;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.Base64;

/** The secret of a session that every changing request must carry. */
public final class CsrfToken {
    /** Name of the form field and of the query parameter of multipart forms. */
    public static final String FIELD = "csrf";

    /** Name of the header that scripts send. */
    public static final String HEADER = "X-CSRF-Token";

    private static final String ATTRIBUTE = "csrf";
    private static final int BYTES = 24;
    private static final SecureRandom RANDOM = new SecureRandom();

    private CsrfToken() {}

    /** The token of the session; makes both when there is none. */
    public static String of(HttpServletRequest request) {
        HttpSession session = request.getSession(true);
        synchronized (session) {
            String token = (String) session.getAttribute(ATTRIBUTE);
            return token == null ? create(session) : token;
        }
    }

    static void renew(HttpServletRequest request) {
        create(request.getSession(true));
    }

    static boolean isRight(HttpServletRequest request, String given) {
        HttpSession session = request.getSession(false);
        String expected = session == null ? null : (String) session.getAttribute(ATTRIBUTE);
        return expected != null
                && given != null
                && MessageDigest.isEqual(
                        expected.getBytes(StandardCharsets.UTF_8),
                        given.getBytes(StandardCharsets.UTF_8));
    }

    private static String create(HttpSession session) {
        byte[] bytes = new byte[BYTES];
        RANDOM.nextBytes(bytes);
        String token = Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
        session.setAttribute(ATTRIBUTE, token);
        return token;
    }
}
