package org.openemm.web.access;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpSession;
import java.io.Serial;
import java.io.Serializable;
import java.util.Optional;
import org.openemm.account.User;

/**
 * All that a session keeps of its user; everything else is read per request.
 *
 * @param adminId the user
 * @param passwordVersion when the password was chosen (epoch seconds, 0: initial one): a session
 *     ends when the password is changed elsewhere
 */
public record SignedIn(int adminId, long passwordVersion) implements Serializable {
    @Serial private static final long serialVersionUID = 1L;
    private static final String ATTRIBUTE = "user";

    public static SignedIn of(User user) {
        return new SignedIn(user.id(), version(user));
    }

    static Optional<SignedIn> in(HttpServletRequest request) {
        HttpSession session = request.getSession(false);
        return session == null
                ? Optional.empty()
                : Optional.ofNullable((SignedIn) session.getAttribute(ATTRIBUTE));
    }

    /** Starts or continues the session under a new id, so that an id known before is worthless. */
    public void start(HttpServletRequest request) {
        request.getSession(true);
        request.changeSessionId();
        CsrfToken.renew(request);
        request.getSession().setAttribute(ATTRIBUTE, this);
    }

    boolean isStillTrue(User user) {
        return user.id() == adminId && version(user) == passwordVersion;
    }

    private static long version(User user) {
        return user.passwordChanged().map(changed -> changed.getEpochSecond()).orElse(0L);
    }
}
