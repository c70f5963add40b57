package org.openemm.response;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.openemm.response.Finding.Kind;
import org.openemm.response.RuleSet.Hit;
import org.openemm.uid.Uid;

/**
 * Automatic answers: by the headers that standards and programs have for it (RFC 3834), and by the
 * administrator's rules.
 */
final class AutoReplies {
    private static final List<String> TELLING_HEADERS =
            List.of(
                    "X-Autoreply",
                    "X-Autorespond",
                    "X-Autoresponder",
                    "X-Autoreply-From",
                    "X-Auto-Reply",
                    "X-Mail-Autoreply",
                    "X-MS-Exchange-Inbox-Rules-Loop",
                    "X-AutoReply-From",
                    "X-Away-Message",
                    "Vacation-Reply");
    private static final Set<String> PRECEDENCES =
            Set.of("auto_reply", "auto-reply", "bulk", "junk", "list");

    private final RuleSet rules;

    AutoReplies(RuleSet rules) {
        this.rules = rules;
    }

    Optional<Finding> find(IncomingMail mail, Outline outline, Optional<Uid> uid) {
        Optional<Hit> hit = rules.filter(Lines.ofHeaders(mail));
        if (hit.isPresent()) {
            String label = hit.get().rule().label();
            String action = label.isEmpty() ? "filtered" : label;
            return Optional.of(
                    Scanner.other(Kind.AUTO_REPLY, uid, action, hit.get().rule().name()));
        }
        boolean machine = isAutomatic(mail) || outline.isReport();
        return machine
                ? Optional.of(Scanner.other(Kind.AUTO_REPLY, uid, "auto", "header of a machine"))
                : Optional.empty();
    }

    /** Whether the headers say that no person wrote it. */
    static boolean isAutomatic(IncomingMail mail) {
        String submitted = mail.header("Auto-Submitted").toLowerCase(Locale.ROOT).strip();
        if (!submitted.isEmpty() && !submitted.startsWith("no")) {
            return true;
        }
        String suppress = mail.header("X-Auto-Response-Suppress").toLowerCase(Locale.ROOT);
        return PRECEDENCES.contains(mail.header("Precedence").toLowerCase(Locale.ROOT).strip())
                || suppress.contains("all")
                || suppress.contains("autoreply")
                || TELLING_HEADERS.stream().anyMatch(name -> !mail.headers(name).isEmpty())
                || !mail.header("List-Id").isEmpty()
                || mail.headers("Return-Path").stream().anyMatch(path -> path.strip().equals("<>"));
    }
}
