package org.openemm.web.recipient;

import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.StreamingOutput;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.openemm.contact.Contact;
import org.openemm.contact.ContactPage;
import org.openemm.contact.ContactQuery;
import org.openemm.contact.Histories;
import org.openemm.web.access.Requires;
import org.openemm.web.ui.Option;
import org.openemm.web.ui.Paging;
import org.openemm.web.ui.Tab;
import org.openemm.web.ui.Ui;
import org.openemm.web.ui.View;
import org.openemm.web.ui.table.Column;
import org.openemm.web.ui.table.Filter;
import org.openemm.web.ui.table.Table;
import org.openemm.web.ui.table.TableName;
import org.openemm.web.ui.table.TableSpec;

/** What passed with a recipient: mails received, opened, clicked, come back; subscriptions. */
@Path("/recipient")
public final class RecipientContactsResource {
    private static final int BLOCK = 1_000;

    private final RecipientHead.Source heads;
    private final Histories histories;

    RecipientContactsResource(RecipientHead.Source heads, Histories histories) {
        this.heads = heads;
        this.histories = histories;
    }

    /**
     * @param file address of the same contacts as a file
     */
    public record ContactsPage(
            RecipientHead head,
            Table table,
            List<Contact> contacts,
            Paging paging,
            String file,
            List<Tab> tabs) {}

    @GET
    @Path("{id: [0-9]{1,10}}/contactHistory.action")
    @Requires("recipient.history")
    public View contacts(@Context Ui ui, @PathParam("id") long id) {
        RecipientHead head = heads.of(ui, id);
        Table table = table(ui, id);
        ContactPage page =
                histories.page(
                        ui.actor(),
                        id,
                        query(table)
                                .from(
                                        ContactQuery.Cursor.decode(ui.links().parameter("page"))
                                                .orElse(null)));
        return View.of(
                "recipient/contacts.jte",
                new ContactsPage(
                        head,
                        table,
                        page.contacts(),
                        Paging.keyset(
                                ui,
                                page.contacts().size(),
                                table.size(),
                                0,
                                page.total(),
                                encoded(page.previous()),
                                encoded(page.next())),
                        file(id, table),
                        RecipientHead.tabs(ui, id, RecipientHead.Page.CONTACTS)));
    }

    /** The same as a file for a spreadsheet, all pages. */
    @GET
    @Path("{id: [0-9]{1,10}}/contactHistoryCsv.action")
    @Requires("recipient.history")
    public Response csv(@Context Ui ui, @PathParam("id") long id) {
        ContactQuery query = query(table(ui, id));
        ContactQuery first = query.from(null).ofSize(BLOCK);
        ContactPage begin = histories.page(ui.actor(), id, first);
        StreamingOutput body =
                out -> {
                    Writer writer = new OutputStreamWriter(out, StandardCharsets.UTF_8);
                    writer.write('\uFEFF');
                    writer.write(
                            Csv.line(
                                    ui.t("recipient.contact.at"),
                                    ui.t("recipient.contact.kind"),
                                    ui.t("recipient.contact.object"),
                                    ui.t("recipient.contact.detail"),
                                    ui.t("recipient.contact.device")));
                    ContactPage page = begin;
                    while (true) {
                        for (Contact contact : page.contacts()) {
                            writer.write(
                                    Csv.line(
                                            ui.format().exact(contact.at()),
                                            ContactWords.what(ui, contact),
                                            ContactWords.object(ui, contact),
                                            ContactWords.detail(ui, contact),
                                            ContactWords.device(ui, contact)));
                        }
                        if (page.next() == null) {
                            break;
                        }
                        page = histories.page(ui.actor(), id, first.from(page.next()));
                    }
                    writer.flush();
                };
        return Response.ok(body, "text/csv;charset=UTF-8")
                .header(
                        "Content-Disposition",
                        "attachment; filename=\"recipient-" + id + "-contacts.csv\"")
                .header("Cache-Control", "no-store")
                .build();
    }

    private Table table(Ui ui, long id) {
        return TableSpec.named(TableName.CONTACTS)
                .columns(
                        Column.date("at", ui.t("recipient.contact.at")).asTitle(),
                        Column.brief("kind", ui.t("recipient.contact.kind")),
                        Column.text("object", ui.t("recipient.contact.object")),
                        Column.text("detail", ui.t("recipient.contact.detail")),
                        Column.brief("device", ui.t("recipient.contact.device")))
                .filters(
                        Filter.choice(
                                "kind",
                                ui.t("recipient.contact.kind"),
                                ui.t("recipient.contact.kind.all"),
                                Arrays.stream(Contact.Kind.values())
                                        .map(
                                                kind ->
                                                        new Option(
                                                                kind.name(),
                                                                ContactWords.kind(ui, kind)))
                                        .toList()),
                        Filter.choice(
                                "mailing",
                                ui.t("recipient.contact.mailing"),
                                ui.t("recipient.contact.mailing.all"),
                                histories.mailings(ui.actor(), id).stream()
                                        .map(mailing -> option(ui, mailing))
                                        .toList()),
                        Filter.date("from", ui.t("recipient.contact.from")),
                        Filter.date("until", ui.t("recipient.contact.until")))
                .open(ui);
    }

    private static Option option(Ui ui, Histories.Mailing mailing) {
        return Option.of(
                mailing.id(),
                mailing.name().isEmpty()
                        ? ui.t("recipient.timeline.deletedMailing", mailing.id())
                        : mailing.name());
    }

    private static ContactQuery query(Table table) {
        String kind = table.filter("kind");
        return new ContactQuery(
                kind.isEmpty() ? null : Contact.Kind.valueOf(kind),
                table.number("mailing"),
                table.day("from"),
                table.endOfDay("until"),
                null,
                table.size());
    }

    /** With each filter, so that none that is remembered from before counts. */
    private static String file(long id, Table table) {
        return "/recipient/"
                + id
                + "/contactHistoryCsv.action?"
                + Stream.of("kind", "mailing", "from", "until")
                        .map(
                                name ->
                                        name
                                                + "="
                                                + URLEncoder.encode(
                                                        table.filter(name), StandardCharsets.UTF_8))
                        .collect(Collectors.joining("&"));
    }

    private static String encoded(ContactQuery.Cursor cursor) {
        return Optional.ofNullable(cursor).map(ContactQuery.Cursor::encoded).orElse(null);
    }
}
