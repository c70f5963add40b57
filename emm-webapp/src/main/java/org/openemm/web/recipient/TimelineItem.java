package org.openemm.web.recipient;

import java.time.Instant;
import java.util.Locale;
import org.openemm.contact.Event;
import org.openemm.contact.ListEvent;
import org.openemm.contact.MailEvent;
import org.openemm.profilefield.FieldHistory;
import org.openemm.profilefield.ProfileField;
import org.openemm.recipient.BindingStatus;
import org.openemm.web.ui.Ui;

/**
 * Something that happened, in words.
 *
 * @param kind good, warn, bad, accent or empty, as for badges
 * @param what happened, without its object
 * @param object what it is about: a mailing or a list; empty when unknown
 * @param href page of the object; empty when there is none for this user
 * @param note more about it; empty for nothing
 */
public record TimelineItem(
        Instant at,
        String icon,
        String kind,
        String what,
        String object,
        String href,
        String note) {
    private static final int MOST_SHOWN = 120;

    static TimelineItem of(Ui ui, Event event) {
        return event instanceof ListEvent list ? ofList(ui, list) : ofMail(ui, (MailEvent) event);
    }

    /** A value that was another one before. */
    static TimelineItem of(Ui ui, FieldHistory.Entry entry) {
        return new TimelineItem(
                entry.at(),
                "pencil",
                "",
                Labels.field(ui, entry.field()),
                ui.t(
                        "recipient.timeline.value",
                        shown(ui, entry.field(), entry.before()),
                        shown(ui, entry.field(), entry.after())),
                "",
                "");
    }

    private static String shown(Ui ui, ProfileField field, String stored) {
        String words = ChangeRow.value(ui, field, stored);
        if (words.isEmpty()) {
            return ui.t("recipient.timeline.novalue");
        }
        return words.length() > MOST_SHOWN ? words.substring(0, MOST_SHOWN) + "…" : words;
    }

    private static TimelineItem ofList(Ui ui, ListEvent event) {
        String href =
                event.list().isEmpty() || !ui.may("mailinglist.show")
                        ? ""
                        : "/mailinglist/" + event.mailinglistId() + "/view.action";
        String list =
                event.list().isEmpty()
                        ? ui.t("recipient.timeline.deletedList", event.mailinglistId())
                        : event.list();
        if (event.after() == null) {
            return new TimelineItem(
                    event.at(),
                    "user-minus",
                    "",
                    ui.t("recipient.timeline.removed"),
                    list,
                    href,
                    "");
        }
        BindingStatus status = event.after();
        String what =
                event.before() == null
                        ? ui.t("recipient.timeline.joined", Labels.status(ui, status))
                        : event.before() == status
                                ? ui.t("recipient.timeline.changed", Labels.type(ui, event.type()))
                                : ui.t(
                                        "recipient.timeline.moved",
                                        Labels.status(ui, event.before()),
                                        Labels.status(ui, status));
        return new TimelineItem(
                event.at(),
                event.before() == null ? "user-plus" : Labels.icon(status),
                Labels.kind(status),
                what,
                list,
                href,
                event.remark());
    }

    private static TimelineItem ofMail(Ui ui, MailEvent event) {
        String name = event.kind().name().toLowerCase(Locale.ROOT);
        String what =
                event.count() > 1
                        ? ui.t(
                                "recipient.timeline." + name + ".many",
                                ui.format().number(event.count()))
                        : ui.t("recipient.timeline." + name);
        return new TimelineItem(
                event.at(),
                icon(event.kind()),
                kind(event.kind()),
                what,
                event.mailing().isEmpty()
                        ? ui.t("recipient.timeline.deletedMailing", event.mailingId())
                        : event.mailing(),
                event.mailing().isEmpty() || !ui.may("mailing.show")
                        ? ""
                        : "/mailing/" + event.mailingId() + "/settings.action",
                ContactWords.link(ui, event.link()));
    }

    private static String icon(MailEvent.Kind kind) {
        return switch (kind) {
            case SENT -> "send";
            case OPENED -> "mail-open";
            case CLICKED -> "mouse-pointer-click";
            case SOFT_BOUNCE, HARD_BOUNCE -> "mail-x";
        };
    }

    private static String kind(MailEvent.Kind kind) {
        return switch (kind) {
            case SENT -> "";
            case OPENED, CLICKED -> "accent";
            case SOFT_BOUNCE -> "warn";
            case HARD_BOUNCE -> "bad";
        };
    }
}
