package org.openemm.web.blocklist;

import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.Response;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.openemm.InvalidInput;
import org.openemm.blocklist.Blocklist;
import org.openemm.blocklist.Blocklist.Scope;
import org.openemm.blocklist.BlocklistEntry;
import org.openemm.blocklist.BlocklistPage;
import org.openemm.blocklist.BlocklistQuery;
import org.openemm.mailinglist.Mailinglist;
import org.openemm.mailinglist.Mailinglists;
import org.openemm.web.access.Requires;
import org.openemm.web.ui.Input;
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

/** Addresses that must not get mail. */
@Path("/recipients/blacklist")
public final class BlocklistResource {
    static final String LIST = "/recipients/blacklist/list.action";
    private static final String SCOPE = "scope";
    private static final String PATTERNS = "pattern";

    private final Blocklist blocklist;
    private final Mailinglists mailinglists;

    BlocklistResource(Blocklist blocklist, Mailinglists mailinglists) {
        this.blocklist = blocklist;
        this.mailinglists = mailinglists;
    }

    /**
     * One page of the entries.
     *
     * @param tabs of the lists that the user may see; empty for his own alone
     */
    public record ListPage(
            Scope scope,
            List<Tab> tabs,
            Table table,
            List<BlocklistEntry> entries,
            Paging paging) {}

    /**
     * The question before an entry is removed.
     *
     * @param blocked how many recipients it has blocked in each mailing list
     */
    public record RemovePage(Scope scope, BlocklistEntry entry, Map<Mailinglist, Long> blocked) {}

    /** An entry to change. */
    public record EditPage(Scope scope, BlocklistEntry entry) {}

    @GET
    @Path("list.action")
    @Requires("blacklist")
    public View list(@Context Ui ui) {
        Scope scope = scope(ui, ui.links().parameter(SCOPE));
        Table table =
                TableSpec.named(TableName.BLOCKLIST)
                        .columns(
                                Column.email("email", ui.t("blocklist.email")).sorts().asTitle(),
                                Column.text("reason", ui.t("blocklist.reasonLabel")),
                                Column.brief("by", ui.t("blocklist.by")).notOnPhone(),
                                Column.date("since", ui.t("blocklist.since")).sorts())
                        .sortedBy("email", false)
                        .search(ui.t("blocklist.search"))
                        .filters(
                                List.of(
                                        Filter.choice(
                                                "kind",
                                                ui.t("blocklist.kind"),
                                                ui.t("blocklist.kind.all"),
                                                List.of(
                                                        new Option(
                                                                "address",
                                                                ui.t("blocklist.kind.address")),
                                                        new Option(
                                                                PATTERNS,
                                                                ui.t("blocklist.kind.pattern"))))))
                        .keeping(SCOPE)
                        .ticks(ui.may("recipient.delete"))
                        .open(ui);
        String kind = table.filter("kind");
        BlocklistPage found =
                blocklist.page(
                        ui.actor(),
                        new BlocklistQuery(
                                scope,
                                table.query(),
                                kind.isEmpty() ? null : kind.equals(PATTERNS),
                                table.sort().equals("since"),
                                table.descending(),
                                ui.links().page(),
                                table.size()));
        return View.of(
                "blocklist/list.jte",
                new ListPage(
                        scope,
                        tabs(ui, scope),
                        table,
                        found.entries(),
                        Paging.numbered(ui, table.size(), found.total())));
    }

    @GET
    @Path("new.action")
    @Requires("recipient.change")
    public View create(@Context Ui ui, @QueryParam(SCOPE) String scope) {
        return View.of("blocklist/add.jte", scope(ui, scope));
    }

    @POST
    @Path("save.action")
    @Requires("recipient.change")
    public Object save(@Context Ui ui, Input input) {
        Scope scope = scope(ui, input.text(SCOPE));
        int added;
        try {
            added =
                    blocklist.addAll(
                            ui.actor(),
                            scope,
                            List.of(input.raw("email").split("[\\s,;]+")),
                            input.text("reason"));
        } catch (InvalidInput e) {
            return create(ui, scope.name()).again(input, e);
        }
        flashAdded(ui, added);
        return ui.redirect(path(LIST, scope));
    }

    @GET
    @Path("edit.action")
    @Requires("recipient.change")
    public View edit(
            @Context Ui ui, @QueryParam("email") String email, @QueryParam(SCOPE) String scope) {
        Scope list = scope(ui, scope);
        return View.of(
                "blocklist/edit.jte",
                new EditPage(list, blocklist.get(ui.actor(), list, email == null ? "" : email)));
    }

    @POST
    @Path("update.action")
    @Requires("recipient.change")
    public Object update(@Context Ui ui, Input input) {
        Scope scope = scope(ui, input.text(SCOPE));
        String old = input.text("old");
        String entry = BlocklistEntry.normal(input.text("email"));
        try {
            blocklist.replace(ui.actor(), scope, old, entry, input.text("reason"));
        } catch (InvalidInput e) {
            return edit(ui, old, scope.name()).again(input, e);
        }
        ui.flash("blocklist.edit.saved", entry);
        return ui.redirect(path(LIST, scope));
    }

    @GET
    @Path("confirmDelete.action")
    @Requires("recipient.delete")
    public View confirmDelete(
            @Context Ui ui, @QueryParam("email") String email, @QueryParam(SCOPE) String scope) {
        Scope list = scope(ui, scope);
        BlocklistEntry entry = blocklist.get(ui.actor(), list, email == null ? "" : email);
        Map<Mailinglist, Long> blocked = new LinkedHashMap<>();
        if (list == Scope.COMPANY) {
            Map<Integer, Long> counts = blocklist.blockedIn(ui.actor(), entry.pattern());
            mailinglists.all(ui.actor()).stream()
                    .filter(one -> counts.containsKey(one.id()))
                    .forEach(one -> blocked.put(one, counts.get(one.id())));
        }
        return View.of("blocklist/remove.jte", new RemovePage(list, entry, blocked));
    }

    @POST
    @Path("delete.action")
    @Requires("recipient.delete")
    public Response delete(@Context Ui ui, Input input) {
        Scope scope = scope(ui, input.text(SCOPE));
        String email = input.text("email");
        int released = 0;
        if (scope == Scope.COMPANY) {
            released = blocklist.remove(ui.actor(), email, input.integers("mailinglists"));
        } else {
            blocklist.remove(ui.actor(), scope, email);
        }
        if (released == 0) {
            ui.flash("blocklist.removed", email);
        } else {
            ui.flash("blocklist.released", email, ui.format().number(released));
        }
        return ui.redirect(path(LIST, scope));
    }

    static void flashAdded(Ui ui, int added) {
        if (added == 0) {
            ui.flashWarning("blocklist.added.none");
        } else if (added == 1) {
            ui.flash("blocklist.added.one");
        } else {
            ui.flash("blocklist.added.many", ui.format().number(added));
        }
    }

    /** The own list unless an operator asks for that of the system. */
    static Scope scope(Ui ui, String text) {
        return Scope.SYSTEM.name().equals(text) && Blocklist.isOperator(ui.actor())
                ? Scope.SYSTEM
                : Scope.COMPANY;
    }

    /** A page of one of the lists. */
    public static String path(String page, Scope scope) {
        return scope == Scope.COMPANY ? page : page + "?scope=" + scope;
    }

    /** A page of an entry. */
    public static String path(String page, Scope scope, String entry) {
        return page
                + "?email="
                + URLEncoder.encode(entry, StandardCharsets.UTF_8)
                + (scope == Scope.COMPANY ? "" : "&scope=" + scope);
    }

    private static List<Tab> tabs(Ui ui, Scope current) {
        return !Blocklist.isOperator(ui.actor())
                ? List.of()
                : Arrays.stream(Scope.values())
                        .map(
                                scope ->
                                        new Tab(
                                                ui.t("blocklist.scope." + scope),
                                                path(LIST, scope),
                                                scope == current))
                        .toList();
    }
}
