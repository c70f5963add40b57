package org.openemm.web.recipient;

import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.Context;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.openemm.InvalidInput;
import org.openemm.mailinglist.Mailinglist;
import org.openemm.mailinglist.Mailinglists;
import org.openemm.profilefield.ProfileFields;
import org.openemm.recipient.Binding;
import org.openemm.recipient.BindingStatus;
import org.openemm.recipient.Bindings;
import org.openemm.recipient.PageCursor;
import org.openemm.recipient.Recipient;
import org.openemm.recipient.RecipientListing;
import org.openemm.recipient.RecipientPage;
import org.openemm.recipient.RecipientQuery;
import org.openemm.recipient.Recipients;
import org.openemm.target.RecipientFilter;
import org.openemm.target.RecipientFilters;
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

    /** So many are sorted by a column without index in a moment. */
    private static final long SORTED_BY_ANYTHING = 20_000;

    private final Recipients recipients;
    private final RecipientListing listing;
    private final ProfileFields fields;
    private final Bindings bindings;
    private final Mailinglists mailinglists;
    private final RecipientFilters filters;
    private final Targets targets;

    RecipientListResource(
            Recipients recipients,
            RecipientListing listing,
            ProfileFields fields,
            Bindings bindings,
            Mailinglists mailinglists,
            RecipientFilters filters,
            Targets targets) {
        this.targets = targets;
        this.recipients = recipients;
        this.listing = listing;
        this.fields = fields;
        this.bindings = bindings;
        this.mailinglists = mailinglists;
        this.filters = filters;
    }

    /**
     * @param status of the recipient's bindings, each with the names of its lists
     */
    public record Row(Recipient recipient, Map<BindingStatus, List<String>> status) {}

    /**
     * The list as this user sees it.
     *
     * @param state the filter as parameters, for what is done with all that match
     * @param savable whether the filter says something that a target group can say
     * @param total how many match, about; for people
     * @param kinds what this user can do with many
     */
    public record ListPage(
            Table table,
            List<Row> rows,
            Paging paging,
            Map<String, String> state,
            String filterQuery,
            boolean savable,
            String total,
            List<BulkKind> kinds) {}

    @GET
    @Path("list.action")
    @Requires("recipient.show")
    public Object list(@Context Ui ui) {
        List<Mailinglist> lists = mailinglists.all(ui.actor());
        long everybody = listing.estimate(ui.actor(), RecipientQuery.all(1));
        Set<String> indexed = listing.indexed(ui.actor());
        Table table =
                RecipientTable.open(
                        ui,
                        fields.of(ui.actor()),
                        lists,
                        ui.may("targets.show") ? targets.all(ui.actor()) : List.of(),
                        column -> everybody <= SORTED_BY_ANYTHING || indexed.contains(column));
        RecipientFilter filter;
        RecipientQuery query;
        try {
            filter = RecipientTable.filter(table);
            query =
                    filters.query(ui.actor(), filter)
                            .paged(
                                    table.sort(),
                                    table.descending(),
                                    table.size(),
                                    PageCursor.decode(ui.links().parameter("page")).orElse(null));
        } catch (InvalidInput e) {
            ui.flashWarning("recipient.filter.broken", ui.say(e.problems().get(0)));
            return ui.redirect(LIST + "?q=");
        }
        RecipientPage page = recipients.page(ui.actor(), query, RecipientTable.shown(table));
        RecipientPaging paging = RecipientPaging.of(ui, recipients, listing, query, page);
        return View.of(
                "recipient/list.jte",
                new ListPage(
                        table,
                        rows(ui, table, page.recipients(), lists),
                        paging.paging(),
                        FilterState.parameters(filter),
                        FilterState.query(filter),
                        ui.may("targets.change") && isSavable(filter),
                        paging.total(),
                        BulkKind.of(ui)));
    }

    /** The label of the list with the exact number, for a list that was shown with an estimate. */
    @GET
    @Path("count.action")
    @Requires("recipient.show")
    public View count(@Context Ui ui) {
        RecipientFilter filter = FilterState.of(ui.links()::parameter);
        RecipientQuery query = filters.query(ui.actor(), filter);
        long total = listing.number(ui.actor(), query);
        return View.of("recipient/count.jte", RecipientPaging.exact(ui, total));
    }

    private static boolean isSavable(RecipientFilter filter) {
        return !(filter.text().isEmpty()
                && filter.rules().isEmpty()
                && filter.eql().isEmpty()
                && filter.targetId() == 0);
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
}
