package org.openemm.backend.smtp;

import java.util.Set;
import java.util.regex.Pattern;

/**
 * Tells refusals that mean us, whoever the mail is for: we are not logged in, the server relays
 * nothing for us, our address is blocked. Nobody must become a bounce for these.
 */
final class RouteRefusal {
    /**
     * Authentication required; mechanism too weak; credentials invalid; encryption required (RFC
     * 4954, section 6).
     */
    private static final Set<Integer> LOGIN = Set.of(530, 534, 535, 538);

    /** Enhanced codes about an address, a mailbox, the way there, or the content (RFC 3463). */
    private static final Pattern ABOUT_RECIPIENT = Pattern.compile("^5\\.[12346]\\.");

    /** As Postfix, Exim, Sendmail, Exchange, qmail and large providers put it. */
    private static final Pattern ABOUT_US =
            Pattern.compile(
                    "relay(ing)?\\b.{0,20}\\b(denied|prohibited|refused|rejected|disallowed)|relay(ing)?\\b.{0,10}\\bnot"
                        + " (permitted|allowed|enabled|authori[sz]ed)|\\b(unable|cannot|not"
                        + " (allowed|permitted|authori[sz]ed)) to relay\\b|\\b(do|does) not"
                        + " relay\\b|\\blist of allowed rcpthosts\\b"
                        + "|\\bauthenticat(ion|e)\\b.{0,20}\\b(required|needed|first)\\b|\\b(must|need"
                        + " to|turn on) .{0,20}authenticat|\\bnot (authenticated|logged"
                        + " in)\\b|\\bclient host (rejected|\\S+ blocked)|\\bbanned sending"
                        + " ip\\b|\\b(your|the)"
                        + " ip\\b.{0,60}\\b(blocked|listed|blacklisted|blocklisted|banned|denied|rejected|not"
                        + " (allowed|authori[sz]ed))\\b",
                    Pattern.CASE_INSENSITIVE);

    private RouteRefusal() {}

    /** The server wants another login, or one at all. */
    static boolean isAboutLogin(SmtpReply reply) {
        return LOGIN.contains(reply.code());
    }

    /** What it says is about us, not about the one the mail is for. */
    static boolean isAboutUs(SmtpReply reply) {
        return !ABOUT_RECIPIENT.matcher(reply.text()).find()
                && ABOUT_US.matcher(reply.text().replace('\n', ' ')).find();
    }
}
