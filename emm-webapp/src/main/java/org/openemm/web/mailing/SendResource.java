package org.openemm.web.mailing;

import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.core.Context;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.openemm.InvalidInput;
import org.openemm.content.AddressList;
import org.openemm.delivery.Expected;
import org.openemm.delivery.MailsPerHour;
import org.openemm.delivery.SendOptions;
import org.openemm.delivery.Sending;
import org.openemm.mailing.Mailing;
import org.openemm.mailing.Mailings;
import org.openemm.mailinglist.Mailinglist;
import org.openemm.web.access.Requires;
import org.openemm.web.ui.Input;
import org.openemm.web.ui.Ui;
import org.openemm.web.ui.View;

/** Sending a mailing to its list: what it looks like before, the last question, the order. */
@Path("/mailing/send/{id: \\d+}")
public final class SendResource {
    private static final List<String> FIELDS =
            List.of("when", "date", "speed", "maxRecipients", "blockSize");

    private final Mailings mailings;
    private final Sending sending;
    private final Expected expected;
    private final SendPages pages;

    SendResource(Mailings mailings, Sending sending, Expected expected, SendPages pages) {
        this.mailings = mailings;
        this.sending = sending;
        this.expected = expected;
        this.pages = pages;
    }

    /**
     * The last question.
     *
     * @param list name of the list
     * @param when null: now
     * @param most as many as may be sent to; 0: all
     */
    public record ConfirmPage(
            MailingHead head,
            String subject,
            String from,
            String list,
            List<String> copies,
            long count,
            Instant when,
            Map<String, String> fields,
            String speed,
            int most) {
        /** How many will get it. */
        public long recipients() {
            return most == 0 ? count : Math.min(most, count);
        }
    }

    /**
     * What follows from what is chosen, in a sentence.
     *
     * @param error what is wrong with the choice; null for nothing
     */
    public record Consequence(String text, String error) {}

    @GET
    @Path("view.action")
    @Requires("mailing.send.show")
    public View view(@Context Ui ui, @PathParam("id") int id) {
        return pages.page(ui, id);
    }

    /** What would happen, while somebody chooses. */
    @POST
    @Path("consequence.action")
    @Requires("mailing.send.show")
    public View consequence(@Context Ui ui, @PathParam("id") int id, Input input) {
        Consequence consequence;
        try {
            SendOptions options = options(ui, input);
            long count = expected.recent(ui.actor(), id).recipients();
            consequence = new Consequence(sentence(ui, count, options), null);
        } catch (InvalidInput e) {
            consequence = new Consequence("", ui.say(e.problems().get(0)));
        }
        return View.of("mailing/consequence.jte", consequence);
    }

    /** Asks once more, with the numbers. */
    @POST
    @Path("confirm-send-world.action")
    @Requires("mailing.send.world")
    public View confirm(@Context Ui ui, @PathParam("id") int id, Input input) {
        Mailing mailing = mailings.get(ui.actor(), id);
        SendOptions options;
        try {
            options = options(ui, input);
        } catch (InvalidInput e) {
            return ui.isPartial()
                    ? View.of("mailing/refusal.jte", ui.say(e.problems().get(0)))
                    : pages.refused(ui, id, input, e);
        }
        Map<String, String> fields = new LinkedHashMap<>();
        FIELDS.forEach(field -> fields.put(field, input.text(field)));
        Mailinglist list = pages.list(ui, mailing);
        return View.of(
                "mailing/confirm.jte",
                new ConfirmPage(
                        MailingHead.of(ui, mailing, MailingHead.Page.SEND),
                        mailing.settings().email().subject(),
                        CheckLine.readable(mailing.settings().email().from()),
                        list == null ? "–" : list.name(),
                        AddressList.parse(mailing.settings().email().bcc()),
                        expected.world(ui.actor(), id),
                        options.when(),
                        fields,
                        SendPages.speed(ui, MailsPerHour.of(input.integer("speed", 0))),
                        options.maxRecipients()));
    }

    @POST
    @Path("send-world.action")
    @Requires("mailing.send.world")
    public Object world(@Context Ui ui, @PathParam("id") int id, Input input) {
        try {
            SendOptions options = options(ui, input);
            sending.world(ui.actor(), id, options);
            if (options.when() == null) {
                ui.flash("mailing.send.world.started");
            } else {
                ui.flash("mailing.send.world.scheduled", ui.format().dateTime(options.when()));
            }
        } catch (InvalidInput e) {
            return pages.refused(ui, id, input, e);
        }
        return ui.redirect(MailingHead.Page.SEND.path(id));
    }

    static String sentence(Ui ui, long count, SendOptions options) {
        long reached =
                options.maxRecipients() == 0 ? count : Math.min(count, options.maxRecipients());
        String who =
                reached < count
                        ? ui.t(
                                "mailing.send.consequence.some",
                                ui.format().number(reached),
                                ui.format().number(count))
                        : ui.plural("mailing.recipients", reached);
        return options.when() == null
                ? ui.t("mailing.send.consequence.now", who)
                : ui.t(
                        "mailing.send.consequence.at",
                        who,
                        ui.format().dateTime(options.when()),
                        ui.format().zone().getId());
    }

    private static SendOptions options(Ui ui, Input input) {
        Instant when = null;
        if (input.text("when").equals("at")) {
            when =
                    input.instant("date", ui.format())
                            .orElseThrow(
                                    () -> new InvalidInput("date", "mailing.send.date.missing"));
            if (when.isBefore(ui.now().minusSeconds(300))) {
                throw new InvalidInput("date", "delivery.error.past");
            }
        }
        SendOptions options = when == null ? SendOptions.now() : SendOptions.at(when);
        boolean slow = ui.may("mailing.send.admin.options");
        MailsPerHour speed = MailsPerHour.of(slow ? input.integer("speed", 0) : 0);
        int most = ui.may("mailing.setmaxrecipients") ? input.integer("maxRecipients", 0) : 0;
        options = options.withSpeed(speed).withMaxRecipients(most);
        int blockSize = slow ? input.integer("blockSize", 0) : 0;
        return speed == MailsPerHour.UNLIMITED && blockSize != 0
                ? new SendOptions(when, blockSize, 0, most)
                : options;
    }
}
