package org.openemm.rest;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.openemm.Core;
import org.openemm.NotFound;
import org.openemm.account.Actor;
import org.openemm.delivery.EventMails;
import org.openemm.delivery.Schedule;
import org.openemm.delivery.SendKind;
import org.openemm.delivery.SendOptions;
import org.openemm.mailing.Mailing;
import org.openemm.mailing.MailingType;
import org.openemm.recipient.Recipients;
import org.openemm.rest.Route.Rights;

/** Sends mailings, and ends that. */
final class SendService {
    private static final String WORLD = "mailing.send.world";
    private static final Set<String> KNOWN =
            Set.of(
                    "send_type",
                    "send_date",
                    "stepping",
                    "block_size",
                    "customer_id",
                    "email",
                    "user_status",
                    "data",
                    "keyColumns",
                    "alwaysCreateRecipient",
                    "cleanupAdminAndTestActions");

    private static final int ACTIVE = 1;
    private static final int WAITING = 5;

    private final Core core;
    private final Recipients recipients;
    private final Clock clock;

    private SendService(Core core) {
        this.core = core;
        this.recipients = core.recipients();
        this.clock = core.clock();
    }

    static Service of(Core core) {
        SendService service = new SendService(core);
        Rights show = Rights.of("mailing.send.show");
        String summary = "Sends a mailing, or makes it active";
        return Service.of(
                "send",
                Route.of("POST", "{mailing}", show, summary, service::send),
                Route.of("PUT", "{mailing}", show, summary, service::send),
                Route.of(
                        "DELETE",
                        "{mailing}",
                        Rights.of(WORLD),
                        "Stops the sending for good, or makes the mailing inactive",
                        service::end));
    }

    /**
     * What the caller wants.
     *
     * @param date null: now
     * @param recipient 0: nobody in particular
     */
    private record Order(SendKind kind, Instant date, int blockSize, int stepping, long recipient) {
        SendOptions options() {
            return new SendOptions(date, blockSize, stepping, 0);
        }
    }

    private Object send(Call call) {
        Fields fields =
                call.fields(KNOWN)
                        .orElseGet(() -> Fields.of(JsonNodeFactory.instance.objectNode(), KNOWN));
        Mailing mailing = mailing(call);
        SendKind kind = kind(fields, mailing.settings().type());
        call.describe("MID: " + mailing.id() + " " + kind.code());
        if (!kind.isTrial() && !call.actor().may(WORLD)) {
            throw Refusals.denied(WORLD);
        }
        requireSupported(fields);
        Order order =
                new Order(
                        kind,
                        date(fields, kind),
                        pace(fields, "block_size", kind),
                        pace(fields, "stepping", kind),
                        recipient(fields, call.actor()));
        return switch (kind) {
            case WORLD -> world(call.actor(), mailing, order);
            case ADMIN, TEST -> trial(call.actor(), mailing, order);
            case DATE_BASED -> onDates(call.actor(), mailing, order);
            case ACTION_BASED -> onEvents(call.actor(), mailing, order, fields);
            case ON_DEMAND ->
                    throw Refusal.bad(
                            "An interval mailing is made active in the browser, where its rhythm"
                                    + " is chosen");
        };
    }

    private String world(Actor actor, Mailing mailing, Order order) {
        if (order.recipient() != 0) {
            throw Refusal.bad("A single recipient is not possible with send_type W");
        }
        if (core.sendings()
                        .expected()
                        .recent(Grants.with(actor, "mailing.show"), mailing.id())
                        .recipients()
                == 0) {
            throw Refusal.bad("The mailing has no recipients");
        }
        core.sending().world(actor, mailing.id(), order.options());
        return "Mailing started";
    }

    private String trial(Actor actor, Mailing mailing, Order order) {
        if (order.date() != null && order.date().isAfter(clock.instant())) {
            throw Refusal.bad(
                    "send_date is not possible with send_type A or T: they leave at once");
        }
        core.sending()
                .trial(
                        actor,
                        mailing.id(),
                        order.kind(),
                        0,
                        order.recipient() == 0 ? List.of() : List.of(order.recipient()));
        return "Mailing started";
    }

    /** Daily at the time of the send date, in the zone of the user. */
    private String onDates(Actor actor, Mailing mailing, Order order) {
        if (order.recipient() != 0) {
            throw Refusal.bad("A single recipient is not possible with send_type R");
        }
        Instant first = order.date() == null ? clock.instant() : order.date();
        ZonedDateTime local = first.atZone(actor.zone());
        LocalDate from = order.date() == null ? null : local.toLocalDate();
        core.sendings()
                .activations()
                .activate(
                        actor,
                        mailing.id(),
                        Schedule.of(
                                DateTimeFormatter.ofPattern("HHmm", Locale.ROOT).format(local),
                                actor.zone()),
                        from,
                        new SendOptions(null, order.blockSize(), order.stepping(), 0));
        return "Mailing activated";
    }

    private String onEvents(Actor actor, Mailing mailing, Order order, Fields fields) {
        if (order.recipient() == 0) {
            core.sendings().activations().activate(actor, mailing.id());
            return "Mailing activated";
        }
        EventMails.Wish wish = wish(fields);
        if (core.sendings().activations().of(actor, mailing.id()).isEmpty()) {
            core.sendings().activations().activate(actor, mailing.id());
        }
        if (!core.sendings().eventMails().send(actor, mailing.id(), order.recipient(), wish)) {
            throw Refusal.bad("The recipient may not get this mailing: list, status or blocklist");
        }
        return "Mailing sent";
    }

    private Object end(Call call) {
        Mailing mailing = mailing(call);
        MailingType type = mailing.settings().type();
        if (type == MailingType.NORMAL || type == MailingType.FOLLOW_UP) {
            core.sending().stop(call.actor(), mailing.id());
            return "Mailing stopped";
        }
        core.sendings().activations().deactivate(call.actor(), mailing.id());
        return "Mailing deactivated";
    }

    /** Unknown ones are a wrong request here, not an empty answer. */
    private Mailing mailing(Call call) {
        try {
            Mailing mailing =
                    core.mailings().get(Grants.with(call.actor(), "mailing.show"), call.id(0));
            if (!mailing.template()) {
                return mailing;
            }
        } catch (NotFound e) {
            // Answered below, like a template.
        }
        throw Refusal.bad("Unknown mailing: " + call.id(0));
    }

    private static SendKind kind(Fields fields, MailingType type) {
        String word = fields.text("send_type").orElse("");
        SendKind usual = SendKind.of(type);
        if (word.isEmpty()) {
            if (type == MailingType.FOLLOW_UP) {
                throw Refusal.bad("send_type is needed for a mailing of type FOLLOW_UP");
            }
            return usual;
        }
        for (SendKind kind : SendKind.values()) {
            if (word.equals(String.valueOf(kind.code())) && (kind.isTrial() || kind == usual)) {
                return kind;
            }
        }
        throw Refusal.bad(
                "Invalid send_type '" + Fields.shown(word) + "' for mailing type " + type.name());
    }

    private static Instant date(Fields fields, SendKind kind) {
        Instant date =
                fields.text("send_date").map(text -> Dates.read("send_date", text)).orElse(null);
        if (date != null && (kind == SendKind.ACTION_BASED || kind == SendKind.ON_DEMAND)) {
            throw Refusal.bad("send_date is not allowed with send_type " + kind.code());
        }
        return date;
    }

    private static int pace(Fields fields, String name, SendKind kind) {
        int value = fields.integer(name).orElse(0);
        if (value < 0) {
            throw Refusal.bad("Invalid value for '" + name + "': at least 0 is expected");
        }
        if (value > 0 && kind != SendKind.WORLD && kind != SendKind.DATE_BASED) {
            throw Refusal.bad("'" + name + "' is not possible with send_type " + kind.code());
        }
        return value;
    }

    /** Said clearly rather than passed over: the mail would be another one. */
    private static void requireSupported(Fields fields) {
        if (fields.node("data").filter(data -> !data.isObject()).isPresent()) {
            throw Refusal.bad("Invalid data type for property 'data': Object expected");
        }
        if (fields.node("data").filter(data -> !data.isEmpty()).isPresent()
                || fields.flag("alwaysCreateRecipient").orElse(false)) {
            throw Refusal.bad("Values of recipients cannot be given here: save them before");
        }
        if (fields.flag("cleanupAdminAndTestActions").orElse(false)) {
            throw Refusal.bad("'cleanupAdminAndTestActions' is not possible");
        }
    }

    private long recipient(Fields fields, Actor actor) {
        if (fields.has("customer_id") && fields.has("email")) {
            throw Refusal.bad("Give either customer_id or email");
        }
        if (fields.has("email")) {
            String email = fields.text("email").orElseThrow();
            List<Long> found =
                    recipients.findBy(Grants.with(actor, "recipient.show"), "email", email);
            if (found.size() != 1) {
                throw Refusal.bad(
                        (found.isEmpty() ? "No recipient" : "More than one recipient")
                                + " found with this email");
            }
            return found.get(0);
        }
        int id = fields.integer("customer_id").orElse(0);
        if (fields.has("customer_id")
                && recipients.find(Grants.with(actor, "recipient.show"), id).isEmpty()) {
            throw Refusal.bad("No recipient found with customer_id " + id);
        }
        return id;
    }

    private static EventMails.Wish wish(Fields fields) {
        int status = fields.integer("user_status").orElse(ACTIVE);
        return status == ACTIVE && !fields.has("user_status")
                ? EventMails.Wish.now()
                : status == ACTIVE || status == WAITING
                        ? EventMails.Wish.now().to(ACTIVE, WAITING)
                        : EventMails.Wish.now().to(status);
    }
}
