package org.openemm.web.recipient;

import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.openemm.contact.Contact;
import org.openemm.contact.Device;
import org.openemm.contact.ListEvent;
import org.openemm.web.ui.Ui;

/** Contacts with a recipient in words. */
public final class ContactWords {
    private ContactWords() {}

    public static String kind(Ui ui, Contact.Kind kind) {
        return ui.t("recipient.contact." + kind.name().toLowerCase(Locale.ROOT));
    }

    /** What happened, e.g. "Opt-out by recipient" where a mailing list changed. */
    public static String what(Ui ui, Contact contact) {
        ListEvent change = contact.change();
        if (change == null) {
            return contact.kind() == Contact.Kind.BOUNCED
                    ? ui.t(isHard(contact) ? "recipient.bounce.hard" : "recipient.bounce.soft")
                    : kind(ui, contact.kind());
        }
        return change.after() == null
                ? ui.t("recipient.contact.removed")
                : Labels.status(ui, change.after());
    }

    public static String icon(Contact contact) {
        return switch (contact.kind()) {
            case RECEIVED -> "send";
            case OPENED -> "mail-open";
            case CLICKED -> "mouse-pointer-click";
            case BOUNCED -> "mail-x";
            case LISTS ->
                    contact.change().after() == null
                            ? "user-minus"
                            : Labels.icon(contact.change().after());
        };
    }

    /** Kind of badge. */
    public static String badge(Contact contact) {
        return switch (contact.kind()) {
            case RECEIVED, OPENED -> "";
            case CLICKED -> "accent";
            case BOUNCED -> isHard(contact) ? "bad" : "warn";
            case LISTS ->
                    contact.change().after() == null ? "" : Labels.kind(contact.change().after());
        };
    }

    /** The mailing or the mailing list; empty where there is none. */
    public static String object(Ui ui, Contact contact) {
        ListEvent change = contact.change();
        if (change != null) {
            return change.list().isEmpty()
                    ? ui.t("recipient.timeline.deletedList", change.mailinglistId())
                    : change.list();
        }
        return contact.mailing().isEmpty()
                ? ui.t("recipient.timeline.deletedMailing", contact.mailingId())
                : contact.mailing();
    }

    /** Page of the object; empty when there is none for this user. */
    public static String href(Ui ui, Contact contact) {
        ListEvent change = contact.change();
        if (change != null) {
            return change.list().isEmpty() || !ui.may("mailinglist.show")
                    ? ""
                    : "/mailinglist/" + change.mailinglistId() + "/view.action";
        }
        return contact.mailing().isEmpty() || !ui.may("mailing.show")
                ? ""
                : "/mailing/" + contact.mailingId() + "/settings.action";
    }

    /** The link that was clicked, why a mail came back, what the subscription was before. */
    public static String detail(Ui ui, Contact contact) {
        return switch (contact.kind()) {
            case RECEIVED, OPENED -> "";
            case CLICKED -> link(ui, contact.link());
            case BOUNCED ->
                    joined(
                            RecipientBouncesResource.words(ui, contact.detail(), contact.dsn()),
                            contact.answer());
            case LISTS -> change(ui, contact.change());
        };
    }

    public static String device(Ui ui, Contact contact) {
        return device(ui, contact.device(), contact.client());
    }

    /** Class and program; empty when neither is known. */
    public static String device(Ui ui, int device, String client) {
        return joined(device == 0 ? "" : ui.t("recipient.device." + device), client);
    }

    /** Class and program of a device, or that nobody knows. */
    public static String device(Ui ui, Device device) {
        String words = device(ui, device.device(), device.client());
        return words.isEmpty() ? ui.t("recipient.device.0") : words;
    }

    /** Links of the product itself have names of their own. */
    static String link(Ui ui, String name) {
        return switch (name) {
            case "agnFULLVIEW" -> ui.t("recipient.timeline.fullview");
            case "agnUNSUBSCRIBE" -> ui.t("recipient.timeline.unsubscribe");
            default -> name;
        };
    }

    private static String change(Ui ui, ListEvent change) {
        String before =
                change.before() == null || change.before() == change.after()
                        ? ""
                        : ui.t("recipient.contact.before", Labels.status(ui, change.before()));
        return joined(before, change.remark());
    }

    private static boolean isHard(Contact contact) {
        return RecipientBouncesResource.isHard(contact.detail());
    }

    private static String joined(String... parts) {
        return Stream.of(parts).filter(part -> !part.isBlank()).collect(Collectors.joining(" · "));
    }
}
