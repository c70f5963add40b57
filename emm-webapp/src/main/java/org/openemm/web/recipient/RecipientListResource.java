package org.openemm.web.recipient;

import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.Context;
import java.util.ArrayList;
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
import org.openemm.recipient.Recipient;
import org.openemm.recipient.RecipientPage;
import org.openemm.recipient.RecipientQuery;
import org.openemm.recipient.Recipients;
import org.openemm.recipient.UserType;
import org.openemm.web.access.Requires;
import org.openemm.web.ui.Option;
import org.openemm.web.ui.Paging;
import org.openemm.web.ui.Ui;
import org.openemm.web.ui.View;

/** The list of recipients. */
@Path("/recipient")
public final class RecipientListResource {
    static final String LIST = "/recipient/list.action";

    /** Columns of the recipients by which the list can be sorted. */
    public static final List<String> COLUMNS =
            List.of("email", "lastname", "firstname", "creation_date", "timestamp", "customer_id");

    private static final int SIZE = 50;

    private final Recipients recipients;
    private final Bindings bindings;
    private final Mailinglists mailinglists;
    private final Companies companies;

    RecipientListResource(
            Recipients recipients,
            Bindings bindings,
            Mailinglists mailinglists,
            Companies companies) {
        this.recipients = recipients;
        this.bindings = bindings;
        this.mailinglists = mailinglists;
        this.companies = companies;
    }

    /**
     * @param status of the recipient's bindings, each with the names of its lists
     */
    public record Row(Recipient recipient, Map<BindingStatus, List<String>> status) {}

    /**
     * @param tooMany more than company_tbl.max_recipients were found
     * @param list chosen filters, as in the address
     */
    public record ListPage(
            List<Row> rows,
            Paging paging,
            boolean filtered,
            boolean tooMany,
            String list,
            List<Option> lists,
            String status,
            List<Option> statuses,
            String type,
            List<Option> types) {}

    @GET
    @Path("list.action")
    @Requires("recipient.show")
    public View list(@Context Ui ui) {
        RecipientQuery query = query(ui);
        RecipientPage page = recipients.page(ui.actor(), query);
        int limit = companies.get(ui.actor()).maxRecipients();
        long count = recipients.count(ui.actor(), query, limit + 1L);
        List<Mailinglist> lists = mailinglists.all(ui.actor());
        return View.of(
                "recipient/list.jte",
                new ListPage(
                        rows(ui, page.recipients(), lists),
                        paging(ui, page, count, limit),
                        query.isFiltered(),
                        count > limit,
                        ui.links().parameter("list"),
                        listOptions(ui, lists),
                        ui.links().parameter("status"),
                        Labels.statuses(ui, ui.t("recipient.list.status.all")),
                        ui.links().parameter("type"),
                        typeOptions(ui)));
    }

    private static RecipientQuery query(Ui ui) {
        String type = ui.links().parameter("type");
        return new RecipientQuery(
                ui.links().parameter("q"),
                "",
                "",
                "",
                number(ui, "list"),
                BindingStatus.find(number(ui, "status")).orElse(null),
                type.isEmpty() ? null : UserType.find(type.charAt(0)).orElse(null),
                "",
                ui.links().sort(COLUMNS),
                ui.links().isDescending(),
                SIZE,
                PageCursor.decode(ui.links().parameter("page")).orElse(null));
    }

    private List<Row> rows(Ui ui, List<Recipient> found, List<Mailinglist> lists) {
        Map<Integer, String> names =
                lists.stream().collect(Collectors.toMap(Mailinglist::id, Mailinglist::name));
        Map<Long, List<Binding>> all =
                bindings.of(ui.actor(), found.stream().map(Recipient::id).toList());
        return found.stream()
                .map(
                        recipient ->
                                new Row(
                                        recipient,
                                        all.getOrDefault(recipient.id(), List.of()).stream()
                                                .collect(
                                                        Collectors.groupingBy(
                                                                Binding::status,
                                                                TreeMap::new,
                                                                Collectors.mapping(
                                                                        binding ->
                                                                                names.getOrDefault(
                                                                                        binding
                                                                                                .mailinglistId(),
                                                                                        ""),
                                                                        Collectors.toList())))))
                .toList();
    }

    private static Paging paging(Ui ui, RecipientPage page, long count, int limit) {
        String label =
                count > limit
                        ? ui.t("recipient.list.more", ui.format().number(limit))
                        : ui.plural("recipient.list.count", count);
        return new Paging(
                label,
                page.previous() == null ? "" : ui.links().with("page", page.previous().encoded()),
                page.next() == null ? "" : ui.links().with("page", page.next().encoded()));
    }

    private static List<Option> listOptions(Ui ui, List<Mailinglist> lists) {
        List<Option> options = new ArrayList<>();
        options.add(new Option("", ui.t("recipient.list.list.all")));
        options.add(Option.of(RecipientQuery.NO_LIST, ui.t("recipient.list.list.none")));
        lists.forEach(list -> options.add(Option.of(list.id(), list.name())));
        return options;
    }

    private static List<Option> typeOptions(Ui ui) {
        List<Option> options = new ArrayList<>();
        options.add(new Option("", ui.t("recipient.list.type.all")));
        options.addAll(Labels.types(ui, UserType.WORLD));
        return options;
    }

    private static int number(Ui ui, String parameter) {
        try {
            return Integer.parseInt(ui.links().parameter(parameter));
        } catch (NumberFormatException e) {
            return 0;
        }
    }
}
