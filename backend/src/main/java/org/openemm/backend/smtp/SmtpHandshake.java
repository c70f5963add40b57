package org.openemm.backend.smtp;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;

/** Greeting, EHLO, STARTTLS (RFC 3207) and AUTH (RFC 4954) of a new connection. */
final class SmtpHandshake {
    private static final int CHALLENGE = 334;

    private SmtpHandshake() {}

    /**
     * Names of the extensions the server offers, upper case; {@code AUTH PLAIN} as {@code AUTH}.
     */
    static Set<String> perform(SmtpWire wire, Route route) throws IOException {
        require(wire, wire.read(), "its greeting");
        SmtpReply offer = hello(wire, route);
        if (route.tls() == Route.Tls.STARTTLS) {
            if (!names(offer).contains("STARTTLS")) {
                throw new RouteUnavailable(wire.label() + " offers no STARTTLS");
            }
            wire.command("STARTTLS");
            require(wire, wire.read(), "STARTTLS");
            wire.secure(route);
            offer = hello(wire, route);
        }
        if (!route.user().isEmpty()) {
            authenticate(wire, route, offer);
        }
        return names(offer);
    }

    private static SmtpReply hello(SmtpWire wire, Route route) throws IOException {
        wire.command("EHLO " + route.helo());
        SmtpReply answer = wire.read();
        if (answer.isPermanent()) {
            wire.command("HELO " + route.helo());
            require(wire, wire.read(), "HELO");
            return new SmtpReply(answer.code(), "");
        }
        require(wire, answer, "EHLO");
        return answer;
    }

    private static void authenticate(SmtpWire wire, Route route, SmtpReply offer)
            throws IOException {
        String mechanisms =
                offer.text()
                        .lines()
                        .map(line -> line.toUpperCase(Locale.ROOT))
                        .filter(line -> line.startsWith("AUTH ") || line.startsWith("AUTH="))
                        .collect(Collectors.joining(" "));
        if (mechanisms.contains("PLAIN")) {
            wire.secret(
                    "AUTH PLAIN " + base64("\0" + route.user() + "\0" + route.password()),
                    "AUTH PLAIN (user " + route.user() + " and the password)");
        } else if (mechanisms.contains("LOGIN")) {
            wire.command("AUTH LOGIN");
            challenge(wire, base64(route.user()), "(user " + route.user() + ")");
            challenge(wire, base64(route.password()), "(the password)");
        } else {
            throw new RouteUnavailable(
                    wire.label() + " offers no authentication by PLAIN or LOGIN");
        }
        require(wire, wire.read(), "the login of " + route.user());
    }

    private static void challenge(SmtpWire wire, String response, String shown) throws IOException {
        SmtpReply question = wire.read();
        if (question.code() != CHALLENGE) {
            throw new RouteUnavailable(wire.label() + " answered " + question + " to AUTH LOGIN");
        }
        wire.secret(response, shown);
    }

    private static Set<String> names(SmtpReply offer) {
        return offer.text()
                .lines()
                .map(line -> line.split("[ =]", 2)[0].toUpperCase(Locale.ROOT))
                .collect(Collectors.toUnmodifiableSet());
    }

    private static void require(SmtpWire wire, SmtpReply reply, String step) throws IOException {
        if (!reply.isPositive()) {
            throw new RouteUnavailable(wire.label() + " answered " + reply + " to " + step);
        }
    }

    private static String base64(String text) {
        return Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8));
    }
}
