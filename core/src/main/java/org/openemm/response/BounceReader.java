package org.openemm.response;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.openemm.response.Finding.Kind;
import org.openemm.response.Finding.Severity;
import org.openemm.response.RuleSet.Hit;
import org.openemm.uid.Uid;

/** Reads what mail servers write when a mail could not be delivered, in fields or in words. */
final class BounceReader {
    private static final Set<String> DAEMONS =
            Set.of("mailer-daemon", "mail-daemon", "mailerdaemon", "mailer_daemon", "mailerd");
    private static final Set<String> NOT_FAILED = Set.of("delivered", "relayed", "expanded");

    /** What servers write that go on trying, lower case. */
    private static final List<String> STILL_TRYING =
            List.of(
                    "this is a warning message only",
                    "do not need to resend",
                    "delivery attempts will continue",
                    "has not yet been delivered",
                    "attempts to deliver the message will continue",
                    "will keep trying",
                    "will be retried",
                    "no action is required on your part",
                    "zustellung wird weiter versucht",
                    "weitere zustellversuche");

    private final RuleSet rules;

    BounceReader(RuleSet rules) {
        this.rules = rules;
    }

    Optional<Finding> find(IncomingMail mail, Outline outline, Optional<Uid> uid) {
        List<DeliveryStatus.Entry> entries =
                outline.deliveryStatus().stream()
                        .flatMap(text -> DeliveryStatus.read(text).stream())
                        .toList();
        if (!entries.isEmpty()) {
            return Optional.of(report(entries, outline, uid));
        }
        return words(mail, outline, uid);
    }

    /** Our mails have one recipient each, so one entry decides. */
    private Finding report(List<DeliveryStatus.Entry> entries, Outline outline, Optional<Uid> uid) {
        List<DeliveryStatus.Entry> ours = entries;
        String to = Addresses.only(outline.originalHeader("To"));
        if (entries.size() > 1 && !to.isEmpty()) {
            List<DeliveryStatus.Entry> addressed =
                    entries.stream()
                            .filter(
                                    e ->
                                            e.address().equalsIgnoreCase(to)
                                                    || e.original().equalsIgnoreCase(to))
                            .toList();
            ours = addressed.isEmpty() ? entries : addressed;
        }
        List<String> explained = Lines.of(outline.readable());
        Finding mildest = null;
        for (DeliveryStatus.Entry entry : ours) {
            Finding finding = entry(entry, explained, uid);
            if (mildest == null || rank(finding) < rank(mildest)) {
                mildest = finding;
            }
        }
        return mildest;
    }

    private static int rank(Finding finding) {
        return switch (finding.severity()) {
            case NONE -> 0;
            case SOFT -> 1;
            case UNKNOWN -> 2;
            case HARD -> 3;
        };
    }

    private Finding entry(DeliveryStatus.Entry entry, List<String> explained, Optional<Uid> uid) {
        Optional<StatusCode> code = entry.code();
        boolean delivered =
                NOT_FAILED.contains(entry.action())
                        || entry.action().isEmpty() && code.map(c -> c.kind() == 2).orElse(false);
        if (delivered || entry.action().equals("delayed")) {
            return new Finding(
                    Kind.SYSTEM,
                    Severity.NONE,
                    0,
                    code.map(StatusCode::toString).orElse(""),
                    entry.diagnostic(),
                    uid,
                    entry.recipient(),
                    entry.action().isEmpty() ? "delivered" : entry.action(),
                    "delivery report");
        }
        List<String> said = new ArrayList<>();
        if (!entry.diagnostic().isBlank()) {
            said.add("Diagnostic-Code: " + entry.diagnostic());
        }
        // A status may have words in a comment.
        if (entry.status().indexOf('(') > 0) {
            said.add("Status: " + entry.status());
        }
        Optional<StatusCode> failed =
                code.filter(c -> c.kind() != 2).or(() -> Optional.of(StatusCode.FAILED));
        Verdict verdict = Verdict.of(failed, said, explained, rules);
        return bounce(verdict, uid, entry.recipient());
    }

    private Optional<Finding> words(IncomingMail mail, Outline outline, Optional<Uid> uid) {
        List<String> headerLines = Lines.ofHeaders(mail);
        Optional<Hit> system = rules.systemMail(headerLines);
        boolean failedHeader = !mail.header("X-Failed-Recipients").isEmpty();
        String local = localPart(mail.from());
        boolean certain =
                system.isPresent()
                        || failedHeader
                        || DAEMONS.contains(local)
                        || outline.reportType().equals("delivery-status");
        boolean possible =
                mail.headers("Return-Path").stream().anyMatch(BounceReader::isNobody)
                        || local.equals("postmaster");
        if (!certain && (!possible || rules.filter(headerLines).isPresent())) {
            return Optional.empty();
        }
        List<String> said = Lines.of(outline.readable());
        Optional<StatusCode> code =
                said.stream().flatMap(l -> StatusCode.inReply(l).stream()).findFirst();
        if (isStillTrying(system, said, code)) {
            return Optional.of(
                    Scanner.other(
                            Kind.SYSTEM,
                            uid,
                            "delayed",
                            system.map(h -> h.rule().name()).orElse("words of a delay")));
        }
        Verdict verdict = Verdict.of(code, said, List.of("Subject: " + mail.subject()), rules);
        if (!certain && verdict.severity() == Severity.UNKNOWN) {
            return Optional.empty();
        }
        return Optional.of(bounce(verdict, uid, recipient(mail, outline, said)));
    }

    private static boolean isStillTrying(
            Optional<Hit> system, List<String> said, Optional<StatusCode> code) {
        if (system.isPresent() && system.get().rule().label().equals("delayed")) {
            return true;
        }
        if (code.isPresent() && code.get().kind() == 5) {
            return false;
        }
        return said.stream()
                .map(line -> line.toLowerCase(Locale.ROOT))
                .anyMatch(line -> STILL_TRYING.stream().anyMatch(line::contains));
    }

    private static Finding bounce(Verdict verdict, Optional<Uid> uid, String recipient) {
        return new Finding(
                Kind.BOUNCE,
                verdict.severity(),
                verdict.dsn(),
                verdict.status(),
                verdict.text(),
                uid,
                recipient,
                "failed",
                verdict.rule());
    }

    private static String recipient(IncomingMail mail, Outline outline, List<String> said) {
        String failed = mail.header("X-Failed-Recipients");
        if (!failed.isEmpty()) {
            return Addresses.only(failed);
        }
        String to = Addresses.only(outline.originalHeader("To"));
        if (!to.isEmpty()) {
            return to;
        }
        return said.stream()
                .map(Addresses::only)
                .filter(address -> address.indexOf('@') > 0)
                .findFirst()
                .orElse("");
    }

    private static boolean isNobody(String returnPath) {
        String address = Addresses.only(returnPath);
        return returnPath.strip().equals("<>") || DAEMONS.contains(localPart(address));
    }

    private static String localPart(String address) {
        int at = address.indexOf('@');
        return (at < 0 ? address : address.substring(0, at)).toLowerCase(Locale.ROOT);
    }
}
