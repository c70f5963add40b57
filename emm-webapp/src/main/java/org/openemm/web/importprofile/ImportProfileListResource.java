package org.openemm.web.importprofile;

import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.Response;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.openemm.InvalidInput;
import org.openemm.importing.ImportProfile;
import org.openemm.importing.ImportProfiles;
import org.openemm.web.access.Requires;
import org.openemm.web.ui.Input;
import org.openemm.web.ui.Paging;
import org.openemm.web.ui.Ui;
import org.openemm.web.ui.View;
import org.openemm.web.ui.table.Bulk;
import org.openemm.web.ui.table.Column;
import org.openemm.web.ui.table.Table;
import org.openemm.web.ui.table.TableName;
import org.openemm.web.ui.table.TableSpec;

/** The list of import profiles, and what can be done from it. */
@Path("/import-profile")
public final class ImportProfileListResource {
    static final String LIST = "/import-profile/list.action";

    private final ImportProfiles profiles;

    ImportProfileListResource(ImportProfiles profiles) {
        this.profiles = profiles;
    }

    /**
     * @param used when it was last used, null for never or long ago
     * @param preselected whether it is chosen when this user imports
     */
    public record Row(ImportProfile profile, Instant used, boolean preselected) {}

    /** The profiles that the search leaves. */
    public record ListPage(Table table, List<Row> rows, Paging paging) {}

    /** The question before a deletion. */
    public record DeletePage(ImportProfile profile, ImportProfiles.Use use) {}

    @GET
    @Path("list.action")
    @Requires("wizard.import")
    public View list(@Context Ui ui) {
        Table table = table(ui);
        String search = table.query().toLowerCase(Locale.ROOT);
        Map<Integer, Instant> uses = profiles.lastUses(ui.actor());
        int preselected = profiles.preselected(ui.actor());
        List<Row> rows =
                profiles.all(ui.actor()).stream()
                        .filter(profile -> profile.name().toLowerCase(Locale.ROOT).contains(search))
                        .map(
                                profile ->
                                        new Row(
                                                profile,
                                                uses.get(profile.id()),
                                                profile.id() == preselected))
                        .sorted(order(table))
                        .toList();
        int from = Math.min(rows.size(), (ui.links().page() - 1) * table.size());
        return View.of(
                "importprofile/list.jte",
                new ListPage(
                        table,
                        rows.subList(from, Math.min(rows.size(), from + table.size())),
                        Paging.numbered(ui, table.size(), rows.size())));
    }

    /** Chooses a profile for the own imports; the chosen one a second time chooses none. */
    @POST
    @Path("setDefault.action")
    @Requires("wizard.import")
    public Response preselect(@Context Ui ui, Input input) {
        return preselect(ui, input.integer("id"));
    }

    @POST
    @Path("{id: [0-9]{1,9}}/setDefault.action")
    @Requires("wizard.import")
    public Response preselect(@Context Ui ui, @PathParam("id") int id) {
        ImportProfile profile = profiles.get(ui.actor(), id);
        boolean already = profiles.preselected(ui.actor()) == id;
        profiles.preselect(ui.actor(), already ? 0 : id);
        ui.flash(
                already ? "importprofile.unpreselected" : "importprofile.preselected",
                profile.name());
        return ui.toList(LIST);
    }

    @POST
    @Path("{id: [0-9]{1,9}}/copy.action")
    @Requires("import.change")
    public Response copy(@Context Ui ui, @PathParam("id") int id) {
        String name = profiles.get(ui.actor(), id).name();
        for (int number = 1; ; number++) {
            String copy =
                    number == 1
                            ? ui.t("importprofile.copy.name", shortened(name))
                            : ui.t("importprofile.copy.names", shortened(name), number);
            if (number >= 100 || profiles.findByName(ui.actor(), copy).isEmpty()) {
                try {
                    int made = profiles.copy(ui.actor(), id, copy);
                    ui.flash("importprofile.copied", copy);
                    return ui.redirect(ImportProfileResource.page(made));
                } catch (InvalidInput e) {
                    ui.flashWarning("importprofile.copy.invalid", name);
                    return ui.redirect(ImportProfileResource.page(id));
                }
            }
        }
    }

    @GET
    @Path("{id: [0-9]{1,9}}/confirmDelete.action")
    @Requires("import.delete")
    public View confirmDelete(@Context Ui ui, @PathParam("id") int id) {
        return View.of(
                "importprofile/delete.jte",
                new DeletePage(profiles.get(ui.actor(), id), profiles.use(ui.actor(), id)));
    }

    @POST
    @Path("{id: [0-9]{1,9}}/delete.action")
    @Requires("import.delete")
    public Response delete(@Context Ui ui, @PathParam("id") int id) {
        String name = profiles.get(ui.actor(), id).name();
        profiles.delete(ui.actor(), id);
        ui.flashUndo("importprofile.deleted", "/import-profile/" + id + "/restore.action", name);
        return ui.toList(LIST);
    }

    @POST
    @Path("{id: [0-9]{1,9}}/restore.action")
    @Requires("import.delete")
    public Response restore(@Context Ui ui, @PathParam("id") int id) {
        try {
            profiles.restore(ui.actor(), id);
            ui.flash("importprofile.restored");
        } catch (InvalidInput e) {
            ui.flashWarning(e.problems().get(0).key(), e.problems().get(0).arguments().toArray());
        }
        return ui.toList(LIST);
    }

    /** All ticked profiles. */
    @POST
    @Path("bulkDelete.action")
    @Requires("import.delete")
    public Response deleteTicked(@Context Ui ui, Input input) {
        Bulk bulk =
                Bulk.each(
                        ui,
                        input.integers("bulkIds"),
                        id -> profiles.get(ui.actor(), id).name(),
                        id -> profiles.delete(ui.actor(), id));
        bulk.report(ui);
        bulk.flash(
                ui,
                "importprofile.deleted",
                "importprofile.deleted.many",
                "/import-profile/bulkRestore.action");
        return ui.toList(LIST);
    }

    /** Takes the deletion of ticked profiles back. */
    @POST
    @Path("bulkRestore.action")
    @Requires("import.delete")
    public Response restoreTicked(@Context Ui ui, Input input) {
        Bulk bulk =
                Bulk.each(
                        ui,
                        input.integers("bulkIds"),
                        String::valueOf,
                        id -> profiles.restore(ui.actor(), id));
        bulk.report(ui);
        if (!bulk.done().isEmpty()) {
            ui.flash("importprofile.restored");
        }
        return ui.toList(LIST);
    }

    private static String shortened(String name) {
        return name.length() <= 80 ? name : name.substring(0, 80);
    }

    private static Table table(Ui ui) {
        return TableSpec.named(TableName.IMPORTPROFILES)
                .columns(
                        Column.text("name", ui.t("importprofile.name")).sorts().asTitle(),
                        Column.text("mode", ui.t("importprofile.mode")).sorts(),
                        Column.brief("type", ui.t("importprofile.type")),
                        Column.number("columns", ui.t("importprofile.columns")).sorts(),
                        Column.date("used", ui.t("importprofile.used")).sorts(),
                        Column.date("changed", ui.t("importprofile.changed")).sorts().notOnPhone(),
                        Column.number("id", ui.t("importprofile.id")).sorts().onDemand())
                .sortedBy("name", false)
                .search(ui.t("importprofile.search"))
                .ticks(ui.may("import.delete"))
                .open(ui);
    }

    private static Comparator<Row> order(Table table) {
        Comparator<Row> order =
                switch (table.sort()) {
                    case "mode" -> Comparator.comparing(row -> row.profile().draft().mode());
                    case "columns" ->
                            Comparator.comparingInt(row -> row.profile().draft().columns().size());
                    case "used" ->
                            Comparator.comparing(
                                    Row::used, Comparator.nullsFirst(Comparator.naturalOrder()));
                    case "changed" -> Comparator.comparing(row -> row.profile().changed());
                    case "id" -> Comparator.comparingInt(row -> row.profile().id());
                    default ->
                            Comparator.comparing(
                                    row -> row.profile().name(), String.CASE_INSENSITIVE_ORDER);
                };
        return table.descending() ? order.reversed() : order;
    }
}
