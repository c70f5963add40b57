package org.openemm.web.dkim;

import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.Response;
import java.util.List;
import java.util.Locale;
import org.openemm.dkim.DkimKey;
import org.openemm.dkim.DkimKeys;
import org.openemm.dkim.KeyType;
import org.openemm.dkim.UnsignedSenders;
import org.openemm.web.access.Requires;
import org.openemm.web.ui.Input;
import org.openemm.web.ui.Paging;
import org.openemm.web.ui.Ui;
import org.openemm.web.ui.View;
import org.openemm.web.ui.table.Column;
import org.openemm.web.ui.table.Table;
import org.openemm.web.ui.table.TableName;
import org.openemm.web.ui.table.TableSpec;

/** All keys that the company can use. */
@Path("/administration/dkim")
public final class DkimListResource {
    static final String LIST = "/administration/dkim/list.action";

    private final DkimKeys keys;
    private final UnsignedSenders senders;

    DkimListResource(DkimKeys keys, UnsignedSenders senders) {
        this.keys = keys;
        this.senders = senders;
    }

    /**
     * @param all whether there is any key at all
     * @param unsigned domains whose mails leave without a signature
     * @param choosesAlgorithms whether there are keys of both kinds to sign with
     */
    public record ListPage(
            Table table,
            List<DkimKey> keys,
            Paging paging,
            boolean all,
            List<String> unsigned,
            boolean choosesAlgorithms,
            boolean signsTwice) {}

    @GET
    @Path("list.action")
    @Requires(DkimKeys.SHOW)
    public View list(@Context Ui ui) {
        Table table =
                TableSpec.named(TableName.DKIM)
                        .columns(
                                Column.text("domain", ui.t("dkim.domain")).asTitle(),
                                Column.brief("stage", ui.t("dkim.stage")),
                                Column.text("record", ui.t("dkim.record")),
                                Column.brief("algorithm", ui.t("dkim.algorithm")),
                                Column.brief("validity", ui.t("dkim.validity")),
                                Column.date("created", ui.t("dkim.created")).onDemand())
                        .sortedBy("domain", false)
                        .search(ui.t("dkim.search"))
                        .open(ui);
        List<DkimKey> all = keys.all(ui.actor());
        String search = table.query().toLowerCase(Locale.ROOT);
        List<DkimKey> found =
                all.stream()
                        .filter(
                                key ->
                                        key.name()
                                                .record()
                                                .toLowerCase(Locale.ROOT)
                                                .contains(search))
                        .toList();
        int from = Math.min(found.size(), (ui.links().page() - 1) * table.size());
        boolean twice = keys.signsTwice(ui.actor());
        return View.of(
                "dkim/list.jte",
                new ListPage(
                        table,
                        found.subList(from, Math.min(found.size(), from + table.size())),
                        Paging.numbered(ui, table.size(), found.size()),
                        !all.isEmpty(),
                        ui.may("mailing.show") ? senders.domains(ui.actor()) : List.of(),
                        twice || has(all, KeyType.RSA) && has(all, KeyType.ED25519),
                        twice));
    }

    @POST
    @Path("checkAll.action")
    @Requires(DkimKeys.SHOW)
    public Response checkAll(@Context Ui ui) {
        long wrong = keys.checkAll(ui.actor());
        if (wrong == 0) {
            ui.flash("dkim.checked.all");
        } else {
            ui.flashWarning(wrong == 1 ? "dkim.checked.one" : "dkim.checked.some", wrong);
        }
        return ui.redirect(LIST);
    }

    @POST
    @Path("algorithms.action")
    @Requires(DkimKeys.CHANGE)
    public Response algorithms(@Context Ui ui, Input input) {
        boolean twice = input.flag("twice");
        keys.setSignsTwice(ui.actor(), twice);
        ui.flash(twice ? "dkim.twice.on" : "dkim.twice.off");
        return ui.redirect(LIST);
    }

    private static boolean has(List<DkimKey> keys, KeyType type) {
        return keys.stream().anyMatch(key -> key.type().filter(type::equals).isPresent());
    }
}
