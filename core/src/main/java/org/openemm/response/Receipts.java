package org.openemm.response;

import java.util.Locale;
import java.util.Optional;
import org.openemm.response.Finding.Kind;
import org.openemm.uid.Uid;

/** Receipts of reading (RFC 8098) and other reports of machines that need no action. */
final class Receipts {
    private Receipts() {}

    static Optional<Finding> find(Outline outline, Optional<Uid> uid) {
        if (!outline.disposition().isEmpty()) {
            String text = String.join("\n", outline.disposition()).toLowerCase(Locale.ROOT);
            String action = text.contains("deleted") ? "deleted" : "read";
            return Optional.of(Scanner.other(Kind.SYSTEM, uid, action, "disposition notification"));
        }
        return switch (outline.reportType()) {
            case "disposition-notification" ->
                    Optional.of(
                            Scanner.other(Kind.SYSTEM, uid, "read", "disposition notification"));
            case "tlsrpt" ->
                    Optional.of(Scanner.other(Kind.SYSTEM, uid, "tls-report", "report type"));
            default -> Optional.empty();
        };
    }
}
