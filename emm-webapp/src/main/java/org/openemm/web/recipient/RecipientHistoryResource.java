package org.openemm.web.recipient;

import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.Response;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.openemm.contact.Contacts;
import org.openemm.contact.Histories;
import org.openemm.profilefield.ProfileField;
import org.openemm.profilefield.ProfileFields;
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

/** What happened with a recipient, and all that is known of one. */
@Path("/recipient")
public final class RecipientHistoryResource {
    private static final int MOST_VALUES = 500;

    /** Older ones are in the file of the person. */
    private static final int MOST_CHANGES = 5_000;

    private final RecipientHead.Source heads;
    private final Contacts contacts;
    private final Histories histories;
    private final ProfileFields fields;

    RecipientHistoryResource(
            RecipientHead.Source heads,
            Contacts contacts,
            Histories histories,
            ProfileFields fields) {
        this.heads = heads;
        this.contacts = contacts;
        this.histories = histories;
        this.fields = fields;
    }

    /** Profile and mailing lists, what they were before and what they became. */
    public record ChangesPage(
            RecipientHead head,
            Table table,
            List<ChangeRow> changes,
            Paging paging,
            List<Tab> tabs) {}

    /** Everything, to print. */
    public record ReportPage(
            RecipientHead head, List<ProfileField> fields, List<TimelineItem> items) {}

    @GET
    @Path("{id: [0-9]{1,10}}/statusChangesHistory.action")
    @Requires("recipient.history")
    public View history(@Context Ui ui, @PathParam("id") long id) {
        RecipientHead head = heads.of(ui, id);
        List<ChangeRow> all =
                Stream.concat(
                                fields.history().of(ui.actor(), id, 0, MOST_CHANGES).stream()
                                        .map(entry -> ChangeRow.of(ui, entry)),
                                histories.changes(ui.actor(), id).stream()
                                        .map(event -> ChangeRow.of(ui, event)))
                        .sorted(Comparator.comparing(ChangeRow::at).reversed())
                        .toList();
        Table table = table(ui, all);
        List<ChangeRow> found = all.stream().filter(change -> isIn(table, change)).toList();
        return View.of(
                "recipient/changes.jte",
                new ChangesPage(
                        head,
                        table,
                        found.stream()
                                .skip((long) (ui.links().page() - 1) * table.size())
                                .limit(table.size())
                                .toList(),
                        Paging.numbered(ui, table.size(), found.size()),
                        RecipientHead.tabs(ui, id, RecipientHead.Page.CHANGES)));
    }

    private static Table table(Ui ui, List<ChangeRow> all) {
        Map<String, String> subjects = new TreeMap<>();
        all.forEach(
                change ->
                        subjects.put(
                                change.subject(),
                                change.subject().equals(ChangeRow.LISTS)
                                        ? ui.t("recipient.edit.lists")
                                        : change.what()));
        return TableSpec.named(TableName.CHANGES)
                .columns(
                        Column.date("at", ui.t("recipient.contact.at")).asTitle(),
                        Column.text("what", ui.t("recipient.change.what")),
                        Column.text("before", ui.t("recipient.change.before")),
                        Column.text("after", ui.t("recipient.change.after")),
                        Column.text("remark", ui.t("recipient.change.remark")))
                .search(ui.t("recipient.change.search"))
                .filters(
                        Filter.choice(
                                "what",
                                ui.t("recipient.change.what"),
                                ui.t("recipient.change.what.all"),
                                subjects.entrySet().stream()
                                        .map(entry -> new Option(entry.getKey(), entry.getValue()))
                                        .toList()),
                        Filter.date("from", ui.t("recipient.contact.from")),
                        Filter.date("until", ui.t("recipient.contact.until")))
                .open(ui);
    }

    private static boolean isIn(Table table, ChangeRow change) {
        String what = table.filter("what");
        Instant from = table.day("from");
        Instant until = table.endOfDay("until");
        return (what.isEmpty() || what.equals(change.subject()))
                && (from == null || !change.at().isBefore(from))
                && (until == null || change.at().isBefore(until))
                && change.has(table.query());
    }

    @GET
    @Path("{id: [0-9]{1,10}}/report.action")
    @Requires("recipient.history")
    public View report(@Context Ui ui, @PathParam("id") long id) {
        return View.of("recipient/report.jte", page(ui, id));
    }

    @GET
    @Path("{id: [0-9]{1,10}}/reportCsv.action")
    @Produces("text/csv; charset=UTF-8")
    @Requires("recipient.history")
    public Response reportCsv(@Context Ui ui, @PathParam("id") long id) {
        return Response.ok(RecipientReportCsv.of(ui, page(ui, id)))
                .header("Content-Disposition", "attachment; filename=\"recipient-" + id + ".csv\"")
                .build();
    }

    private ReportPage page(Ui ui, long id) {
        List<ProfileField> known =
                fields.of(ui.actor()).all().stream()
                        .filter(field -> !field.column().equals("bounceload"))
                        .toList();
        return new ReportPage(heads.of(ui, id), known, items(ui, id));
    }

    /** Newest first. */
    private List<TimelineItem> items(Ui ui, long id) {
        return Stream.concat(
                        fields.history().of(ui.actor(), id, 0, MOST_VALUES).stream()
                                .map(entry -> TimelineItem.of(ui, entry)),
                        contacts.timeline(ui.actor(), id).stream()
                                .map(event -> TimelineItem.of(ui, event)))
                .sorted(Comparator.comparing(TimelineItem::at).reversed())
                .toList();
    }
}
