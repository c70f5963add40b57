package org.openemm.response;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.openemm.response.Finding.Kind;
import org.openemm.response.Finding.Severity;
import org.openemm.uid.Uid;

/**
 * Complaints of feedback loops (RFC 5965). Providers often blacken the address; the UID is left.
 */
final class Complaints {
    private Complaints() {}

    static Optional<Finding> find(IncomingMail mail, Outline outline, Optional<Uid> uid) {
        if (outline.feedback().isEmpty()) {
            return Optional.empty();
        }
        List<String> lines = outline.feedback().stream().flatMap(String::lines).toList();
        String type = field(lines, "Feedback-Type").toLowerCase(Locale.ROOT);
        String recipient = field(lines, "Original-Rcpt-To");
        if (recipient.isEmpty()) {
            recipient = field(lines, "Removal-Recipient");
        }
        String action = type.isEmpty() ? "abuse" : type;
        // Reports on signatures (RFC 6591) are of machines; "not-spam" is praise.
        boolean complaint = !action.equals("not-spam") && !action.startsWith("auth-failure");
        String text = (field(lines, "User-Agent") + " " + field(lines, "Source-IP")).strip();
        return Optional.of(
                new Finding(
                        complaint ? Kind.COMPLAINT : Kind.SYSTEM,
                        Severity.NONE,
                        0,
                        "",
                        text,
                        uid,
                        Addresses.ofReport(recipient),
                        action,
                        "feedback report"));
    }

    private static String field(List<String> lines, String name) {
        String start = name + ":";
        return lines.stream()
                .filter(line -> line.regionMatches(true, 0, start, 0, start.length()))
                .findFirst()
                .map(line -> line.substring(start.length()).strip())
                .orElse("");
    }
}
