package org.openemm.rest;

import jakarta.servlet.http.HttpServletRequest;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import org.openemm.account.Actor;
import org.openemm.account.RestLogins;

/**
 * Who calls: by Basic authentication, by a token, or by name and password in the address. Never by
 * a cookie.
 */
final class Callers {
    private static final String BASIC = "Basic ";
    private static final String BEARER = "Bearer ";
    private static final String WRONG = "Authentication failed";

    private final RestLogins logins;

    Callers(RestLogins logins) {
        this.logins = logins;
    }

    /**
     * @param byToken whether a token stood for name and password
     */
    record Caller(Actor actor, boolean byToken) {}

    /**
     * @throws Refusal nobody known, or somebody who may not
     */
    Caller of(HttpServletRequest request, Query query) {
        String header = request.getHeader("Authorization");
        if (header != null && header.startsWith(BEARER)) {
            return new Caller(
                    admitted(
                            logins.withToken(
                                    header.substring(BEARER.length()).strip(),
                                    request.getRemoteAddr()),
                            "JWT " + WRONG),
                    true);
        }
        String username = "";
        String password = "";
        if (header != null && header.startsWith(BASIC)) {
            String pair = decoded(header.substring(BASIC.length()).strip());
            int colon = pair.indexOf(':');
            username = colon < 0 ? pair : pair.substring(0, colon);
            password = colon < 0 ? "" : pair.substring(colon + 1);
        }
        if (username.isEmpty()) {
            username = query.text("username").orElse("");
        }
        if (password.isEmpty()) {
            password = query.text("password").orElse("");
        }
        if (username.isBlank() || password.isEmpty()) {
            throw Refusal.unauthenticated(WRONG);
        }
        return new Caller(
                admitted(logins.withPassword(username, password, request.getRemoteAddr()), WRONG),
                false);
    }

    private static Actor admitted(RestLogins.Outcome outcome, String refusal) {
        if (outcome instanceof RestLogins.Welcome welcome) {
            return welcome.actor();
        }
        if (outcome instanceof RestLogins.NoRestUser) {
            throw Refusal.noRestUser();
        }
        throw Refusal.unauthenticated(refusal);
    }

    private static String decoded(String base64) {
        try {
            return new String(Base64.getDecoder().decode(base64), StandardCharsets.UTF_8);
        } catch (IllegalArgumentException e) {
            return "";
        }
    }
}
