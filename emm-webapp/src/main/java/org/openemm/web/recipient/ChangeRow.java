package org.openemm.web.recipient;

import java.time.Instant;
import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.Locale;
import java.util.regex.Pattern;
import org.openemm.contact.ListEvent;
import org.openemm.profilefield.DataType;
import org.openemm.profilefield.FieldHistory;
import org.openemm.profilefield.ProfileField;
import org.openemm.web.ui.Ui;

/**
 * A change of a recipient, in words.
 *
 * @param subject column of the field, or {@link #LISTS}
 * @param what name of the field or of the mailing list
 * @param href page of the mailing list; empty when there is none for this user
 * @param before empty for nothing
 * @param after empty for nothing
 * @param remark why; empty when nobody said
 */
public record ChangeRow(
        Instant at,
        String subject,
        String what,
        String href,
        String before,
        String after,
        String remark) {
    /** No profile field can have this name. */
    static final String LISTS = "_lists";

    private static final Pattern STORED_MOMENT =
            Pattern.compile("\\d{4}-\\d\\d-\\d\\d \\d\\d:\\d\\d:\\d\\d");

    static ChangeRow of(Ui ui, FieldHistory.Entry entry) {
        return new ChangeRow(
                entry.at(),
                entry.field().column(),
                Labels.field(ui, entry.field()),
                "",
                value(ui, entry.field(), entry.before()),
                value(ui, entry.field(), entry.after()),
                "");
    }

    static ChangeRow of(Ui ui, ListEvent event) {
        boolean deleted = event.list().isEmpty();
        boolean typeOnly = event.before() != null && event.before() == event.after();
        return new ChangeRow(
                event.at(),
                LISTS,
                deleted
                        ? ui.t("recipient.timeline.deletedList", event.mailinglistId())
                        : event.list(),
                deleted || !ui.may("mailinglist.show")
                        ? ""
                        : "/mailinglist/" + event.mailinglistId() + "/view.action",
                event.before() == null ? "" : Labels.status(ui, event.before()),
                event.after() == null
                        ? ui.t("recipient.contact.removed")
                        : typeOnly
                                ? ui.t("recipient.timeline.changed", Labels.type(ui, event.type()))
                                : Labels.status(ui, event.after()),
                event.remark());
    }

    /** Whether one of its words has the text in it. */
    boolean has(String text) {
        String words = what + "\n" + before + "\n" + after + "\n" + remark;
        return words.toLowerCase(Locale.ROOT).contains(text.toLowerCase(Locale.ROOT));
    }

    /** A stored value as people read it; empty for none. */
    static String value(Ui ui, ProfileField field, String stored) {
        if (stored == null || stored.isEmpty()) {
            return "";
        }
        if (field.type() == DataType.DATETIME && STORED_MOMENT.matcher(stored).matches()) {
            return ui.format().dateTime(Instant.parse(stored.replace(' ', 'T') + "Z"));
        }
        return Labels.value(ui, field, field.type() == DataType.DATE ? day(stored) : stored);
    }

    private static Object day(String stored) {
        try {
            return LocalDate.parse(stored);
        } catch (DateTimeParseException e) {
            return stored;
        }
    }
}
