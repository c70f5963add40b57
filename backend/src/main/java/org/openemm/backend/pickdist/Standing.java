package org.openemm.backend.pickdist;

import java.util.HashSet;
import java.util.OptionalLong;
import java.util.Set;
import org.openemm.backend.smtp.Outcome;
import org.openemm.backend.smtp.SmtpReply;

/**
 * Whether a mail server takes mails from us at all: refusals that mean us must not become bounces
 * of recipients. The rule:
 *
 * <ul>
 *   <li>A refusal that speaks of us ("relay access denied", "client host blocked") puts the mail
 *       off, like a 4xx answer. It becomes a bounce when the server repeats it although it has
 *       taken other mails in between: then it is about that recipient.
 *   <li>{@value #IN_A_ROW} of these without a mail taken in between: the route rests, and mails
 *       that are refused while trying it again count as not sent.
 *   <li>Any other refusal of a recipient for reasons of policy (5.7.x) is a bounce of that
 *       recipient, until there were {@value #POLICY_IN_A_ROW} of them for at least {@value
 *       #DOMAINS} domains without a mail taken in between: from then on the route rests, too.
 * </ul>
 *
 * <p>For both lanes of a route. Thread-safe.
 */
final class Standing {
    static final int IN_A_ROW = 5;
    static final int POLICY_IN_A_ROW = 10;
    static final int DOMAINS = 3;

    private final Set<String> domains = new HashSet<>();
    private long takenAt = Long.MIN_VALUE;
    private int refusals;
    private int policyRefusals;

    /** What an answer means. */
    sealed interface Meaning {
        /** It is about this mail. */
        record Mail(Outcome outcome) implements Meaning {}

        /** It is about us: the mail counts as not sent, and the route rests. */
        record Route(SmtpReply reply) implements Meaning {}
    }

    /**
     * Judges an answer and learns from it.
     *
     * @param domain of the recipient
     * @param putOffAt when the mail was last put off, milliseconds since 1970; empty: never
     * @param now milliseconds since 1970
     */
    synchronized Meaning judge(Outcome outcome, String domain, OptionalLong putOffAt, long now) {
        if (outcome instanceof Outcome.Accepted) {
            takenAt = now;
            refusals = 0;
            policyRefusals = 0;
            domains.clear();
        }
        if (!(outcome instanceof Outcome.Refused refusal)) {
            return new Meaning.Mail(outcome);
        }
        if (refusal.stage() == Outcome.Stage.ROUTE) {
            return aboutUs(refusal.reply(), putOffAt);
        }
        if (refusal.stage() == Outcome.Stage.RECIPIENT && refusal.reply().isPolicy()) {
            policyRefusals++;
            if (domains.size() < DOMAINS) {
                domains.add(domain);
            }
            if (policyRefusals >= POLICY_IN_A_ROW && domains.size() >= DOMAINS) {
                return new Meaning.Route(refusal.reply());
            }
        }
        return new Meaning.Mail(outcome);
    }

    private Meaning aboutUs(SmtpReply reply, OptionalLong putOffAt) {
        if (putOffAt.isPresent() && takenAt > putOffAt.getAsLong()) {
            return new Meaning.Mail(new Outcome.Refused(Outcome.Stage.RECIPIENT, reply));
        }
        refusals++;
        return refusals >= IN_A_ROW
                ? new Meaning.Route(reply)
                : new Meaning.Mail(new Outcome.Deferred(reply));
    }
}
