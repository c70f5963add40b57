package org.openemm.web.mailloop;

import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.Context;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.openemm.mailloop.Filters;
import org.openemm.mailloop.IncomingMessage;
import org.openemm.mailloop.MessageKind;
import org.openemm.mailloop.MessagePage;
import org.openemm.mailloop.MessageQuery;
import org.openemm.mailloop.Messages;
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

/** What came in. */
@Path("/administration/bounce/messages.action")
public final class MessageListResource {
    private static final String UNASSIGNED = "none";

    static final String PAGE = "/administration/bounce/messages.action";

    private final Messages messages;
    private final Filters filters;

    MessageListResource(Messages messages, Filters filters) {
        this.messages = messages;
        this.filters = filters;
    }

    /**
     * @param names of the filters by number
     */
    public record MessagesPage(
            List<Tab> tabs,
            Table table,
            List<IncomingMessage> messages,
            Map<Integer, String> names,
            Paging paging) {}

    @GET
    @Requires("mailloop.show")
    public View list(@Context Ui ui) {
        List<org.openemm.mailloop.Filter> all = filters.all(ui.actor());
        Table table = table(ui, all);
        String kind = table.filter("kind");
        String filter = table.filter("filter");
        MessageQuery query =
                new MessageQuery(
                        number(filter),
                        0,
                        0,
                        Arrays.stream(MessageKind.values())
                                .filter(one -> one.name().equals(kind))
                                .collect(Collectors.toSet()),
                        table.query());
        MessagePage page = messages.page(ui.actor(), query, ui.links().page(), table.size());
        return View.of(
                "mailloop/messages.jte",
                new MessagesPage(
                        MailloopScreens.tabs(ui, PAGE),
                        table,
                        page.messages(),
                        all.stream()
                                .collect(
                                        Collectors.toMap(
                                                org.openemm.mailloop.Filter::id,
                                                org.openemm.mailloop.Filter::name)),
                        Paging.numbered(ui, table.size(), page.total())));
    }

    private static int number(String filter) {
        if (filter.equals(UNASSIGNED)) {
            return MessageQuery.UNASSIGNED;
        }
        return filter.isEmpty() ? 0 : Integer.parseInt(filter);
    }

    private static List<Option> options(Ui ui, List<org.openemm.mailloop.Filter> filters) {
        List<Option> options =
                new ArrayList<>(
                        filters.stream().map(one -> Option.of(one.id(), one.name())).toList());
        if (ui.may(Messages.RIGHT_UNASSIGNED)) {
            options.add(new Option(UNASSIGNED, ui.t("mailloop.message.filter.nobody")));
        }
        return options;
    }

    private static Table table(Ui ui, List<org.openemm.mailloop.Filter> filters) {
        return TableSpec.named(TableName.RESPONSES)
                .columns(
                        Column.text("subject", ui.t("mailloop.message.subject")).asTitle(),
                        Column.brief("kind", ui.t("mailloop.message.kind")),
                        Column.text("done", ui.t("mailloop.message.done")),
                        Column.text("filter", ui.t("mailloop.message.filter")).onDemand(),
                        Column.date("received", ui.t("mailloop.message.received")))
                .sortedBy("received", true)
                .search(ui.t("mailloop.message.search"))
                .filters(
                        Filter.choice(
                                "kind",
                                ui.t("mailloop.message.kind"),
                                ui.t("mailloop.message.kind.any"),
                                KindBadge.options(ui)),
                        Filter.choice(
                                "filter",
                                ui.t("mailloop.message.filter"),
                                ui.t("mailloop.message.filter.any"),
                                options(ui, filters)))
                .open(ui);
    }
}
