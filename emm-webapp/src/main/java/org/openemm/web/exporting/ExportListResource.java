package org.openemm.web.exporting;

import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.Response;
import java.util.List;
import java.util.Locale;
import org.openemm.InvalidInput;
import org.openemm.exporting.ExportProfile;
import org.openemm.exporting.ExportProfiles;
import org.openemm.exporting.Exports;
import org.openemm.exporting.ProfileQuery;
import org.openemm.web.access.Requires;
import org.openemm.web.ui.Flash;
import org.openemm.web.ui.Input;
import org.openemm.web.ui.Option;
import org.openemm.web.ui.Paging;
import org.openemm.web.ui.Tab;
import org.openemm.web.ui.Ui;
import org.openemm.web.ui.View;
import org.openemm.web.ui.table.Bulk;
import org.openemm.web.ui.table.Column;
import org.openemm.web.ui.table.Filter;
import org.openemm.web.ui.table.Table;
import org.openemm.web.ui.table.TableName;
import org.openemm.web.ui.table.TableSpec;

/** The list of export profiles. */
@Path("/export")
public final class ExportListResource {
    static final String LIST = "/export/list.action";

    private final ExportProfiles profiles;

    ExportListResource(Exports exports) {
        profiles = exports.profiles();
    }

    /**
     * @param deleted whether the deleted ones are shown
     */
    public record ListPage(
            Table table, List<ExportProfile> profiles, Paging paging, boolean deleted) {}

    @GET
    @Path("list.action")
    @Requires("wizard.export")
    public View list(@Context Ui ui) {
        Table table = table(ui);
        boolean deleted = table.filter("deleted").equals("true");
        ExportProfiles.Page found =
                profiles.page(
                        ui.actor(),
                        new ProfileQuery(
                                table.query(),
                                deleted,
                                ProfileQuery.Sort.valueOf(table.sort().toUpperCase(Locale.ROOT)),
                                table.descending(),
                                ui.links().page(),
                                table.size()));
        return View.of(
                "exporting/list.jte",
                new ListPage(
                        table,
                        found.profiles(),
                        Paging.numbered(ui, table.size(), found.total()),
                        deleted));
    }

    @GET
    @Path("{id: [0-9]{1,9}}/confirmDelete.action")
    @Requires("export.delete")
    public View confirmDelete(@Context Ui ui, @PathParam("id") int id) {
        return View.of("exporting/delete.jte", profiles.get(ui.actor(), id));
    }

    @POST
    @Path("{id: [0-9]{1,9}}/delete.action")
    @Requires("export.delete")
    public Response delete(@Context Ui ui, @PathParam("id") int id) {
        String name = profiles.get(ui.actor(), id).name();
        profiles.delete(ui.actor(), id);
        ui.flashUndo("exporting.deleted", "/export/" + id + "/restore.action", name);
        return ui.redirect(LIST);
    }

    /** All ticked profiles. */
    @POST
    @Path("delete.action")
    @Requires("export.delete")
    public Response deleteTicked(@Context Ui ui, Input input) {
        Bulk bulk =
                Bulk.each(
                        ui,
                        input.integers("bulkIds"),
                        id -> profiles.get(ui.actor(), id).name(),
                        id -> profiles.delete(ui.actor(), id));
        bulk.refused().forEach(reason -> ui.flashWarning("exporting.refused", reason));
        if (!bulk.done().isEmpty()) {
            ui.flashUndo(
                    "exporting.deleted.ticked",
                    new Flash.Undo("/export/restore.action", bulk.done()),
                    String.join(", ", bulk.names()));
        }
        return ui.toList(LIST);
    }

    @POST
    @Path("{id: [0-9]{1,9}}/restore.action")
    @Requires("export.delete")
    public Response restore(@Context Ui ui, @PathParam("id") int id) {
        return restore(ui, List.of(id));
    }

    /** Takes the deletion of ticked profiles back. */
    @POST
    @Path("restore.action")
    @Requires("export.delete")
    public Response restoreTicked(@Context Ui ui, Input input) {
        return restore(ui, input.integers("bulkIds"));
    }

    private Response restore(Ui ui, List<Integer> ids) {
        Bulk bulk =
                Bulk.each(
                        ui,
                        ids,
                        id -> profiles.get(ui.actor(), id).name(),
                        id -> profiles.restore(ui.actor(), id));
        bulk.refused().forEach(reason -> ui.flashWarning("exporting.refused", reason));
        if (!bulk.done().isEmpty()) {
            ui.flash("exporting.restored", String.join(", ", bulk.names()));
        }
        return ui.toList(LIST);
    }

    /** Profiles and files, side by side. */
    public static List<Tab> tabs(Ui ui, boolean files) {
        return List.of(
                new Tab(ui.t("exporting.tab.profiles"), LIST, !files),
                new Tab(ui.t("exporting.tab.files"), ExportRunResource.FILES, files));
    }

    static void warn(Ui ui, InvalidInput e) {
        InvalidInput.Problem problem = e.problems().get(0);
        ui.flashWarning(problem.key(), problem.arguments().toArray());
    }

    private static Table table(Ui ui) {
        return TableSpec.named(TableName.EXPORTS)
                .columns(
                        Column.text("name", ui.t("exporting.name")).sorts().asTitle(),
                        Column.brief("format", ui.t("exporting.format")),
                        Column.text("description", ui.t("exporting.description")).sorts(),
                        Column.date("changed", ui.t("exporting.changed")).sorts().notOnPhone(),
                        Column.date("created", ui.t("exporting.created")).sorts().onDemand(),
                        Column.number("id", ui.t("exporting.id")).sorts().onDemand())
                .sortedBy("name", false)
                .search(ui.t("exporting.list.search"))
                .filters(
                        Filter.choice(
                                "deleted",
                                ui.t("exporting.list.show"),
                                ui.t("exporting.list.present"),
                                List.of(new Option("true", ui.t("exporting.list.deleted")))))
                .ticks(ui.may("export.delete"))
                .open(ui);
    }
}
