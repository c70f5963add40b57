package org.openemm.web.target;

import java.time.Instant;
import java.time.LocalDate;
import org.openemm.web.ui.Ui;

/** A value of a recipient as a person reads it beside a rule. */
public final class ProfileValue {
    private ProfileValue() {}

    /**
     * @param value as {@link org.openemm.recipient.Recipient#values} has it, not null
     */
    public static String text(Ui ui, Object value) {
        if (value instanceof Instant instant) {
            return ui.format().dateTime(instant);
        }
        return value instanceof LocalDate date ? ui.format().date(date) : value.toString();
    }
}
