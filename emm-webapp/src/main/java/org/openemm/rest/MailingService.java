package org.openemm.rest;

import java.util.Map;
import java.util.Optional;
import org.openemm.Core;
import org.openemm.NotFound;
import org.openemm.account.Actor;
import org.openemm.delivery.Activations;
import org.openemm.delivery.Sending;
import org.openemm.i18n.Texts;
import org.openemm.mailing.Mailing;
import org.openemm.mailing.MailingType;
import org.openemm.mailing.Mailings;
import org.openemm.rest.Route.Rights;

/** Mailings: what there is, what it looks like, what would happen with it. */
final class MailingService {
    private static final int MAX_NAME = 99;

    private final Mailings mailings;
    private final Sending sending;
    private final Activations activations;
    private final MailingListing listing;
    private final MailingDocument document;

    private MailingService(Core core) {
        mailings = core.mailings();
        sending = core.sending();
        activations = core.sendings().activations();
        listing = new MailingListing(mailings);
        document = new MailingDocument(core);
    }

    static Service of(Core core, Texts texts) {
        MailingService service = new MailingService(core);
        MailingForecast forecast = new MailingForecast(core, texts);
        MailingChange change = new MailingChange(core.mailings(), core.mailinglists());
        Rights show = Rights.of("mailing.show");
        Rights create = Rights.of("mailing.import");
        return Service.of(
                "mailing",
                Route.of("GET", "", show, "All mailings", service.listing::all),
                Route.of(
                        "GET",
                        "{mailing}",
                        Rights.of("mailing.show", "mailing.export"),
                        "A mailing with everything in it (by id), or in short (by name, or"
                                + " ?view=light)",
                        service::one),
                Route.of(
                        "GET", "{mailing}/status", show, "Where it is on its way", service::status),
                Route.of(
                        "GET",
                        "{mailing}/forecast",
                        show,
                        "What would happen if it were sent now",
                        forecast::answer),
                Route.of("POST", "", create, "A new one from ?templateId=", service::create),
                Route.of("POST", "{mailing}/copy", create, "A copy", service::copy),
                Route.of(
                        "PUT",
                        "{mailing}",
                        Rights.of("mailing.change"),
                        "Changes settings",
                        change::change),
                Route.of(
                        "DELETE",
                        "{mailing}",
                        Rights.of("mailing.delete"),
                        "Stops and deletes it",
                        service::delete));
    }

    private Object one(Call call) {
        Optional<Integer> id = call.number(0);
        if (id.isEmpty()) {
            return listing.named(call.actor(), call.key(0))
                    .map(
                            found ->
                                    MailingWords.basic(
                                            found.id(),
                                            found.type(),
                                            found.name(),
                                            found.description()))
                    .orElseThrow(Refusal::noData);
        }
        Mailing mailing = mailings.get(call.actor(), id.get());
        return call.query().text("view").filter(view -> view.equalsIgnoreCase("light")).isPresent()
                ? MailingWords.basic(mailing)
                : document.of(call.actor(), mailing);
    }

    private Object status(Call call) {
        return MailingWords.status(mailings.get(call.actor(), call.id(0)).status());
    }

    private Object create(Call call) {
        Optional<Integer> template = call.query().number("templateId");
        if (template.isEmpty()) {
            throw Refusal.bad("Missing parameter templateId");
        }
        call.describe("templateId=" + template.get());
        try {
            Actor maker = maker(call.actor());
            int id = mailings.create(maker, mailings.prefill(maker, template.get()));
            return Map.of("mailing_id", id);
        } catch (NotFound e) {
            throw Refusal.bad("Invalid templateId: " + template.get());
        }
    }

    private Object copy(Call call) {
        Mailing mailing = mailings.get(maker(call.actor()), call.id(0));
        String name = "Copy of " + mailing.name();
        int id =
                mailings.copy(
                        maker(call.actor()),
                        mailing.id(),
                        name.length() > MAX_NAME ? mailing.name() : name);
        return Map.of("mailing_id", id);
    }

    private Object delete(Call call) {
        Actor actor =
                Grants.with(
                        call.actor(), "mailing.show", "mailing.send.show", "mailing.send.world");
        Mailing mailing = mailings.get(actor, call.id(0));
        if (!mailing.template()) {
            end(actor, mailing);
        }
        mailings.delete(actor, mailing.id());
        return "1 mailing deleted";
    }

    private static Actor maker(Actor actor) {
        return Grants.with(actor, "mailing.show", "mailing.change", "template.show");
    }

    /** What is deleted is not sent any more. */
    private void end(Actor actor, Mailing mailing) {
        MailingType type = mailing.settings().type();
        if (type == MailingType.NORMAL || type == MailingType.FOLLOW_UP) {
            if (sending.progress(actor, mailing.id()).distribution().isMoving()) {
                sending.stop(actor, mailing.id());
            }
        } else if (activations.of(actor, mailing.id()).isPresent()) {
            activations.deactivate(actor, mailing.id());
        }
    }
}
