package org.openemm.response;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.openemm.response.Finding.Kind;
import org.openemm.response.Finding.Severity;
import org.openemm.uid.Uid;

/**
 * Says what a mail that came back means. Thread-safe; keeps nothing but which rules were too slow.
 *
 * <p>In this order: complaints (RFC 5965), wishes to be unsubscribed by our own address for it,
 * delivery reports (RFC 3464), receipts (RFC 8098), bounces in words, automatic answers, and what
 * is left are people.
 */
public final class Scanner {
    private final RuleSet rules;
    private final UidVerifier verifier;

    public Scanner(BounceMailRules rules, UidVerifier verifier) {
        this.rules = new RuleSet(rules);
        this.verifier = verifier;
    }

    /** Never throws for what the mail says. */
    public Finding scan(IncomingMail mail) {
        Optional<Uid> uid = UidSearch.in(mail, verifier);
        Outline outline = Outline.of(mail);
        return Complaints.find(mail, outline, uid)
                .or(() -> unsubscribe(mail, outline))
                .or(() -> Receipts.find(outline, uid))
                .or(() -> new BounceReader(rules).find(mail, outline, uid))
                .or(() -> new AutoReplies(rules).find(mail, outline, uid))
                .orElseGet(() -> other(Kind.REPLY, uid, "reply", "nothing else fits"));
    }

    /** Rules that took too long and are no longer applied by this scanner. */
    public List<BounceMailRules.Problem> slowRules() {
        return rules.tooSlow();
    }

    private Optional<Finding> unsubscribe(IncomingMail mail, Outline outline) {
        String subject = mail.subject();
        if (UidSearch.unsubscribe(subject) < 0 || outline.isReport()) {
            return Optional.empty();
        }
        if (AutoReplies.isAutomatic(mail)
                && !subject.strip().toLowerCase(Locale.ROOT).startsWith("unsubscribe:")) {
            return Optional.empty();
        }
        Optional<Uid> signed = UidSearch.inUnsubscribe(subject, verifier);
        return Optional.of(
                other(
                        Kind.UNSUBSCRIBE,
                        signed,
                        signed.isPresent() ? "unsubscribe" : "unsubscribe-forged",
                        "subject of List-Unsubscribe"));
    }

    static Finding other(Kind kind, Optional<Uid> uid, String action, String rule) {
        return new Finding(kind, Severity.NONE, 0, "", "", uid, "", action, rule);
    }
}
