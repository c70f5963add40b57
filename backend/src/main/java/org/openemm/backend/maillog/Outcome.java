package org.openemm.backend.maillog;

import java.time.Instant;
import org.openemm.bounce.Attempt;
import org.openemm.bounce.Bounce;

/** What the log says about one of our mails. */
record Outcome(QueuedMail mail, LogEvent.Tried tried, Instant time) {
    private static final int HUNDREDS = 100;
    private static final int TENS = 10;

    /** Three digits, of the last number only the first: 572 for 5.7.26; 0 when it is none. */
    int dsn() {
        String[] parts = tried.dsn().split("\\.");
        if (parts.length != 3 || parts[0].length() != 1) {
            return 0;
        }
        int dsn = 0;
        for (int i = 0; i < parts.length; i++) {
            int digit = parts[i].isEmpty() ? -1 : parts[i].charAt(0) - '0';
            if (digit < 0 || digit > 9) {
                return 0;
            }
            dsn += digit * (i == 0 ? HUNDREDS : i == 1 ? TENS : 1);
        }
        return dsn;
    }

    Attempt attempt() {
        String text = tried.text();
        return new Attempt(
                mail.companyId(),
                mail.mailingId(),
                mail.customerId(),
                mail.mail(),
                tried.state(),
                dsn(),
                text.length() > Bounce.TEXT_LENGTH ? text.substring(0, Bounce.TEXT_LENGTH) : text,
                tried.relay().length() > 255 ? tried.relay().substring(0, 255) : tried.relay(),
                time);
    }

    Bounce bounce() {
        return new Bounce(
                mail.companyId(),
                mail.mailingId(),
                mail.customerId(),
                dsn(),
                tried.text(),
                time,
                Bounce.Source.LOG,
                tried.facts(),
                0);
    }
}
