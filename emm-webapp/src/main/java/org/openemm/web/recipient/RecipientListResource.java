package org.openemm.web.recipient;

import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.Context;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.openemm.company.Companies;
import org.openemm.mailinglist.Mailinglist;
import org.openemm.mailinglist.Mailinglists;
import org.openemm.recipient.Binding;
import org.openemm.recipient.BindingStatus;
import org.openemm.recipient.Bindings;
import org.openemm.recipient.PageCursor;
import org.openemm.recipient.ProfileFields;
import org.openemm.recipient.Recipient;
import org.openemm.recipient.RecipientPage;
import org.openemm.recipient.RecipientQuery;
import org.openemm.recipient.Recipients;
import org.openemm.target.Targets;
import org.openemm.web.access.Requires;
import org.openemm.web.ui.Paging;
import org.openemm.web.ui.Ui;
import org.openemm.web.ui.View;
import org.openemm.web.ui.table.Table;

/** The list of recipients. */
@Path("/recipient")
public final class RecipientListResource {
    static final String LIST = "/recipient/list.action";

    private final Recipients recipients;
    private final ProfileFields fields;
    private final Bindings bindings;
    private final Mailinglists mailinglists;
    private final Companies companies;
    private final Targets targets;

    RecipientListResource(
            Recipients recipients,
            ProfileFields fields,
            Bindings bindings,
            Mailinglists mailinglists,
            Companies companies,
            Targets targets) {
        this.targets = targets;
        this.recipients = recipients;
        this.fields = fields;
        this.bindings = bindings;
        this.mailinglists = mailinglists;
        this.companies = companies;
    }

    /**
     * @param status of the recipient's bindings, each with the names of its lists
     */
    public record Row(Recipient recipient, Map<BindingStatus, List<String>> status) {}

    /** The list as this user sees it. */
    public record ListPage(Table table, List<Row> rows, Paging paging) {}

    @GET
    @Path("list.action")
    @Requires("recipient.show")
    public View list(@Context Ui ui) {
        int limit = companies.get(ui.actor()).maxRecipients();
        long all = recipients.count(ui.actor(), RecipientQuery.all(1), limit + 1L);
        List<Mailinglist> lists = mailinglists.all(ui.actor());
        Table table =
                RecipientTable.open(
                        ui,
                        fields.of(ui.actor()).all(),
                        lists,
                        ui.may("targets.show") ? targets.all(ui.actor()) : List.of(),
                        all > limit);
        int target = table.number("target");
        RecipientQuery query =
                RecipientTable.query(
                        ui, table, target == 0 ? "" : targets.condition(ui.actor(), target));
        RecipientPage page = recipients.page(ui.actor(), query, RecipientTable.shown(table));
        long count = query.isFiltered() ? recipients.count(ui.actor(), query, limit + 1L) : all;
        return View.of(
                "recipient/list.jte",
                new ListPage(
                        table,
                        rows(ui, table, page.recipients(), lists),
                        paging(ui, table, page, count, limit)));
    }

    /** Mailing lists are looked up only when they are shown. */
    private List<Row> rows(Ui ui, Table table, List<Recipient> found, List<Mailinglist> lists) {
        Map<Integer, String> names =
                lists.stream().collect(Collectors.toMap(Mailinglist::id, Mailinglist::name));
        Map<Long, List<Binding>> all =
                table.shows(RecipientTable.LISTS)
                        ? bindings.of(ui.actor(), found.stream().map(Recipient::id).toList())
                        : Map.of();
        return found.stream()
                .map(
                        recipient ->
                                new Row(
                                        recipient,
                                        byStatus(
                                                all.getOrDefault(recipient.id(), List.of()),
                                                names)))
                .toList();
    }

    private static Map<BindingStatus, List<String>> byStatus(
            List<Binding> bindings, Map<Integer, String> names) {
        return bindings.stream()
                .collect(
                        Collectors.groupingBy(
                                Binding::status,
                                TreeMap::new,
                                Collectors.mapping(
                                        binding -> names.getOrDefault(binding.mailinglistId(), ""),
                                        Collectors.toList())));
    }

    private static Paging paging(Ui ui, Table table, RecipientPage page, long count, int limit) {
        return Paging.keyset(
                ui,
                page.recipients().size(),
                table.size(),
                count,
                limit,
                encoded(page.previous()),
                encoded(page.next()));
    }

    private static String encoded(PageCursor cursor) {
        return cursor == null ? null : cursor.encoded();
    }
}
