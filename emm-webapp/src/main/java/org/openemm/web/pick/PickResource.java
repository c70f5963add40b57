package org.openemm.web.pick;

import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Context;
import java.time.Instant;
import java.util.List;
import org.openemm.mailing.MailingFiles;
import org.openemm.mailing.MailingQuery;
import org.openemm.mailing.MailingSummary;
import org.openemm.mailing.Mailings;
import org.openemm.recipient.Recipient;
import org.openemm.recipient.RecipientQuery;
import org.openemm.recipient.Recipients;
import org.openemm.target.Target;
import org.openemm.target.TargetQuery;
import org.openemm.target.Targets;
import org.openemm.web.access.Requires;
import org.openemm.web.ui.Option;
import org.openemm.web.ui.Ui;
import org.openemm.web.ui.View;

/** Target groups, mailings, templates, recipients and images for pickers. */
@Path("/pick")
public final class PickResource {
    private final Targets targets;
    private final Mailings mailings;
    private final Recipients recipients;
    private final MailingFiles files;

    PickResource(Targets targets, Mailings mailings, Recipients recipients, MailingFiles files) {
        this.targets = targets;
        this.mailings = mailings;
        this.recipients = recipients;
        this.files = files;
    }

    /**
     * @param content only those that content can be for
     */
    @GET
    @Path("target.action")
    @Requires({"targets.show", "mailing.show", "template.show"})
    public View targets(@Context Ui ui, @QueryParam("content") @DefaultValue("") String content) {
        return results(
                targets.named(ui.actor(), Search.of(ui).text(), TargetQuery.Sort.NAME, 100).stream()
                        .filter(Target::valid)
                        .filter(target -> content.isEmpty() || target.usableInContent())
                        .limit(Search.MOST)
                        .map(
                                target ->
                                        Option.of(
                                                target.id(),
                                                target.name(),
                                                Search.note(
                                                        target.description(),
                                                        changed(ui, target.changed()))))
                        .toList());
    }

    @GET
    @Path("mailing.action")
    @Requires("mailing.show")
    public View mailings(@Context Ui ui) {
        return results(mailings(ui, false));
    }

    @GET
    @Path("template.action")
    @Requires("template.show")
    public View templates(@Context Ui ui) {
        return results(mailings(ui, true));
    }

    @GET
    @Path("recipient.action")
    @Requires("recipient.show")
    public View recipients(@Context Ui ui) {
        RecipientQuery query = RecipientQuery.beginningWith(Search.of(ui).text(), Search.MOST);
        return results(
                recipients.page(ui.actor(), query).recipients().stream()
                        .map(PickResource::option)
                        .toList());
    }

    /** By name, since that is what the tag agnIMAGE takes. */
    @GET
    @Path("image.action")
    @Requires("mailing.components.show")
    public View images(@Context Ui ui, @QueryParam("mailing") int mailing) {
        Search search = Search.of(ui);
        return results(
                files.images(ui.actor(), mailing).stream()
                        .filter(
                                image ->
                                        search.finds(image.id(), image.name(), image.description()))
                        .limit(Search.MOST)
                        .map(
                                image ->
                                        new Option(
                                                image.name(),
                                                image.name(),
                                                Search.note(
                                                        ui.format().bytes(image.size()),
                                                        image.description()),
                                                "/mailing/"
                                                        + mailing
                                                        + "/images/"
                                                        + image.id()
                                                        + "/content.action"))
                        .toList());
    }

    private List<Option> mailings(Ui ui, boolean templates) {
        MailingQuery query =
                new MailingQuery(
                        templates,
                        false,
                        Search.of(ui).text(),
                        0,
                        null,
                        MailingQuery.Sort.CHANGED,
                        true,
                        1,
                        Search.MOST);
        return mailings.list(ui.actor(), query).rows().stream()
                .map(row -> Option.of(row.id(), row.name(), note(ui, row)))
                .toList();
    }

    private static String note(Ui ui, MailingSummary row) {
        String date =
                row.sendDate() == null
                        ? changed(ui, row.changed())
                        : ui.t("pick.sent", ui.format().dateTime(row.sendDate()));
        return Search.note(date, row.mailinglist(), row.subject());
    }

    private static String changed(Ui ui, Instant time) {
        return time == null ? "" : ui.t("pick.changed", ui.format().date(time));
    }

    private static Option option(Recipient recipient) {
        String name = (recipient.text("firstname") + " " + recipient.text("lastname")).strip();
        return Option.of(
                recipient.id(), recipient.email(), Search.note(name, "#" + recipient.id()));
    }

    private static View results(List<Option> found) {
        return View.of("ui/pickresults.jte", found);
    }
}
