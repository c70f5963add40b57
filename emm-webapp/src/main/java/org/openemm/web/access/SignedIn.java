package org.openemm.web.access;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpSession;
import java.io.Serial;
import java.io.Serializable;
import java.time.Instant;
import java.util.Optional;
import org.openemm.account.Users;

/**
 * All that a session keeps of its user; everything else is read per request.
 *
 * @param adminId the user
 * @param passwordVersion of the password it began with: a session ends when the password is changed
 *     elsewhere
 */
public record SignedIn(int adminId, String passwordVersion) implements Serializable {
    @Serial private static final long serialVersionUID = 1L;
    private static final String ATTRIBUTE = "user";
    private static final String SIGN = "sign";

    public static SignedIn of(Users.Known known) {
        return new SignedIn(known.user().id(), known.passwordVersion());
    }

    static Optional<SignedIn> in(HttpServletRequest request) {
        HttpSession session = request.getSession(false);
        return session == null
                ? Optional.empty()
                : Optional.ofNullable((SignedIn) session.getAttribute(ATTRIBUTE));
    }

    /** When the user last did something; empty in a session that has just begun. */
    static Optional<Instant> lastSign(HttpServletRequest request) {
        HttpSession session = request.getSession(false);
        return session == null
                ? Optional.empty()
                : Optional.ofNullable((Instant) session.getAttribute(SIGN));
    }

    static void sign(HttpServletRequest request, Instant time) {
        request.getSession().setAttribute(SIGN, time);
    }

    /** Starts or continues the session under a new id, so that an id known before is worthless. */
    public void start(HttpServletRequest request) {
        request.getSession(true);
        request.changeSessionId();
        CsrfToken.renew(request);
        request.getSession().removeAttribute(SIGN);
        request.getSession().setAttribute(ATTRIBUTE, this);
    }

    boolean isStillTrue(Users.Known known) {
        return known.user().id() == adminId && known.passwordVersion().equals(passwordVersion);
    }
}
