package org.openemm.web.access;

import jakarta.servlet.http.HttpServletRequest;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import org.openemm.account.Users;

/**
 * The users behind the sessions. A session ends when its user has not done anything for {@link
 * #IDLE}. What a page asks for by itself, such as news, is marked with the header {@value
 * #BACKGROUND} and keeps nobody logged in.
 */
public final class Sessions {
    /** A session without a sign of its user ends after this time. */
    public static final Duration IDLE = Duration.ofMinutes(120);

    /** Header of requests that no person has caused. */
    public static final String BACKGROUND = "X-Background";

    private final Users users;
    private final Clock clock;

    public Sessions(Users users, Clock clock) {
        this.users = users;
        this.clock = clock;
    }

    /** The user of the request's session, if there is one and it still holds. */
    public Optional<Users.Known> userOf(HttpServletRequest request) {
        return SignedIn.in(request)
                .filter(session -> !remaining(request).isZero())
                .flatMap(session -> users.known(session.adminId()).filter(session::isStillTrue));
    }

    /** How long the session lasts if its user does nothing; zero without session. */
    public Duration remaining(HttpServletRequest request) {
        if (SignedIn.in(request).isEmpty()) {
            return Duration.ZERO;
        }
        Duration left =
                SignedIn.lastSign(request)
                        .map(sign -> IDLE.minus(Duration.between(sign, clock.instant())))
                        .orElse(IDLE);
        return left.isNegative() ? Duration.ZERO : left;
    }

    /** The user has done something. */
    void sign(HttpServletRequest request) {
        if (request.getHeader(BACKGROUND) == null) {
            SignedIn.sign(request, clock.instant());
        }
    }
}
