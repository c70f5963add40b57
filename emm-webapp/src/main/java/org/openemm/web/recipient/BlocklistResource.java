package org.openemm.web.recipient;

import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.StreamingOutput;
import java.io.IOException;
import java.io.OutputStreamWriter;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.openemm.InvalidInput;
import org.openemm.account.Actor;
import org.openemm.mailinglist.Mailinglist;
import org.openemm.mailinglist.Mailinglists;
import org.openemm.recipient.Blocklist;
import org.openemm.recipient.BlocklistEntry;
import org.openemm.recipient.BlocklistPage;
import org.openemm.web.access.Requires;
import org.openemm.web.ui.Input;
import org.openemm.web.ui.Paging;
import org.openemm.web.ui.Ui;
import org.openemm.web.ui.View;
import org.openemm.web.ui.table.Column;
import org.openemm.web.ui.table.Table;
import org.openemm.web.ui.table.TableName;
import org.openemm.web.ui.table.TableSpec;

/** Addresses that must not get mail. */
@Path("/recipients/blacklist")
public final class BlocklistResource {
    private static final String LIST = "/recipients/blacklist/list.action";

    private final Blocklist blocklist;
    private final Mailinglists mailinglists;

    BlocklistResource(Blocklist blocklist, Mailinglists mailinglists) {
        this.blocklist = blocklist;
        this.mailinglists = mailinglists;
    }

    /** One page of the entries. */
    public record ListPage(Table table, List<BlocklistEntry> entries, Paging paging) {}

    /**
     * The question before an entry is removed.
     *
     * @param blocked how many recipients it has blocked in each mailing list
     */
    public record RemovePage(BlocklistEntry entry, Map<Mailinglist, Long> blocked) {}

    @GET
    @Path("list.action")
    @Requires("blacklist")
    public View list(@Context Ui ui) {
        Table table =
                TableSpec.named(TableName.BLOCKLIST)
                        .columns(
                                Column.email("email", ui.t("blocklist.email")).asTitle(),
                                Column.text("reason", ui.t("blocklist.reasonLabel")),
                                Column.date("since", ui.t("blocklist.since")))
                        .sortedBy("email", false)
                        .search(ui.t("blocklist.search"))
                        .open(ui);
        BlocklistPage found =
                blocklist.page(ui.actor(), table.query(), ui.links().page(), table.size());
        return View.of(
                "recipient/blocklist.jte",
                new ListPage(
                        table, found.entries(), Paging.numbered(ui, table.size(), found.total())));
    }

    @GET
    @Path("new.action")
    @Requires("recipient.change")
    public View create(@Context Ui ui) {
        return View.of("recipient/blocklistadd.jte", "");
    }

    @POST
    @Path("save.action")
    @Requires("recipient.change")
    public Object save(@Context Ui ui, Input input) {
        int added;
        try {
            added =
                    blocklist.addAll(
                            ui.actor(),
                            List.of(input.raw("email").split("[\\s,;]+")),
                            input.text("reason"));
        } catch (InvalidInput e) {
            return create(ui).again(input, e);
        }
        if (added == 0) {
            ui.flashWarning("blocklist.added.none");
        } else if (added == 1) {
            ui.flash("blocklist.added.one");
        } else {
            ui.flash("blocklist.added.many", ui.format().number(added));
        }
        return ui.redirect(LIST);
    }

    @GET
    @Path("confirmDelete.action")
    @Requires("recipient.delete")
    public View confirmDelete(@Context Ui ui, @QueryParam("email") String email) {
        BlocklistEntry entry = blocklist.get(ui.actor(), email == null ? "" : email);
        Map<Integer, Long> counts = blocklist.blockedIn(ui.actor(), entry.pattern());
        Map<Mailinglist, Long> blocked = new LinkedHashMap<>();
        mailinglists.all(ui.actor()).stream()
                .filter(list -> counts.containsKey(list.id()))
                .forEach(list -> blocked.put(list, counts.get(list.id())));
        return View.of("recipient/blocklistremove.jte", new RemovePage(entry, blocked));
    }

    @POST
    @Path("delete.action")
    @Requires("recipient.delete")
    public Response delete(@Context Ui ui, Input input) {
        String email = input.text("email");
        int released = blocklist.remove(ui.actor(), email, input.integers("mailinglists"));
        if (released == 0) {
            ui.flash("blocklist.removed", email);
        } else {
            ui.flash("blocklist.released", email, ui.format().number(released));
        }
        return ui.redirect(LIST);
    }

    /** All entries, in UTF-8 with a mark so that spreadsheets read it right. */
    @GET
    @Path("download.action")
    @Produces("text/csv; charset=UTF-8")
    @Requires("blacklist")
    public Response download(@Context Ui ui) {
        Actor actor = ui.actor();
        String heading =
                Csv.line(
                        ui.t("blocklist.email"),
                        ui.t("blocklist.reasonLabel"),
                        ui.t("blocklist.since"));
        StreamingOutput body =
                out -> {
                    Writer writer = new OutputStreamWriter(out, StandardCharsets.UTF_8);
                    writer.write('\ufeff');
                    writer.write(heading);
                    blocklist.write(actor, entry -> write(writer, ui, entry));
                    writer.flush();
                };
        return Response.ok(body)
                .header("Content-Disposition", "attachment; filename=\"blocklist.csv\"")
                .build();
    }

    private static void write(Writer writer, Ui ui, BlocklistEntry entry) {
        try {
            writer.write(
                    Csv.line(entry.pattern(), entry.reason(), ui.format().dateTime(entry.since())));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
