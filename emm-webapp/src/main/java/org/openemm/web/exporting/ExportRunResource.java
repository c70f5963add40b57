package org.openemm.web.exporting;

import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.StreamingOutput;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.util.Arrays;
import java.util.List;
import org.openemm.InvalidInput;
import org.openemm.exporting.Export;
import org.openemm.exporting.ExportColumn;
import org.openemm.exporting.ExportSettings;
import org.openemm.exporting.Exports;
import org.openemm.exporting.FileFormat;
import org.openemm.exporting.FileType;
import org.openemm.target.RecipientFilter;
import org.openemm.web.access.Requires;
import org.openemm.web.ui.Input;
import org.openemm.web.ui.Ui;
import org.openemm.web.ui.View;

/** Exports at work and done, and their files. */
@Path("/export")
public final class ExportRunResource {
    static final String FILES = "/export/files.action";
    private static final int SHOWN = 100;

    private final Exports exports;

    ExportRunResource(Exports exports) {
        this.exports = exports;
    }

    static String page(long id) {
        return "/export/run/" + id + "/view.action";
    }

    /**
     * An export, and whether the user may have its file.
     *
     * @param removable whether the user may remove it
     */
    public record Row(Export run, boolean downloadable, boolean removable) {}

    /** The latest exports. */
    public record FilesPage(List<Row> rows) {}

    @GET
    @Path("files.action")
    @Requires("wizard.export")
    public View files(@Context Ui ui) {
        return View.of(
                "exporting/files.jte",
                new FilesPage(
                        exports.recent(ui.actor(), 0, SHOWN).stream()
                                .map(run -> row(ui, run))
                                .toList()));
    }

    @GET
    @Path("run/{id: [0-9]{1,9}}/view.action")
    @Requires("wizard.export")
    public View view(@Context Ui ui, @PathParam("id") long id) {
        return View.of("exporting/run.jte", row(ui, exports.get(ui.actor(), id)));
    }

    /** The progress alone; sends to the whole page when the work is done. */
    @GET
    @Path("run/{id: [0-9]{1,9}}/progress.action")
    @Requires("wizard.export")
    public Object progress(@Context Ui ui, @PathParam("id") long id) {
        Export run = exports.get(ui.actor(), id);
        return run.state().isBusy()
                ? View.of("exporting/progress.jte", run)
                : ui.redirect(page(id));
    }

    @GET
    @Path("run/{id: [0-9]{1,9}}/download.action")
    @Requires("wizard.export")
    public Response download(@Context Ui ui, @PathParam("id") long id) {
        Export run = exports.get(ui.actor(), id);
        java.nio.file.Path file = exports.file(ui.actor(), id);
        StreamingOutput body = out -> Files.copy(file, out);
        return Response.ok(body, run.mediaType())
                .header("Content-Length", size(file))
                .header("Content-Disposition", "attachment; filename=\"" + run.fileName() + "\"")
                .header("X-Content-Type-Options", "nosniff")
                .build();
    }

    @POST
    @Path("run/{id: [0-9]{1,9}}/cancel.action")
    @Requires("wizard.export")
    public Response cancel(@Context Ui ui, @PathParam("id") long id) {
        exports.cancel(ui.actor(), id);
        return ui.redirect(page(id));
    }

    @POST
    @Path("run/{id: [0-9]{1,9}}/remove.action")
    @Requires("wizard.export")
    public Response remove(@Context Ui ui, @PathParam("id") long id) {
        String name = exports.get(ui.actor(), id).fileName();
        try {
            exports.remove(ui.actor(), id);
            ui.flash("exporting.removed", name);
        } catch (InvalidInput e) {
            ExportListResource.warn(ui, e);
            return ui.redirect(page(id));
        }
        return ui.redirect(FILES);
    }

    /**
     * Exports what another page shows: fields {@code filter} (a stored {@link RecipientFilter}),
     * {@code columns} (profile fields and {@code list:7}, separated by commas), {@code name},
     * {@code type}.
     */
    @POST
    @Path("shown.action")
    @Requires("wizard.export")
    public Response shown(@Context Ui ui, Input input) {
        FileFormat format =
                FileFormat.of(ui.locale(), ui.format().zone())
                        .withType(FileType.find(input.text("type")).orElse(FileType.CSV));
        List<ExportColumn> columns =
                Arrays.stream(input.text("columns").split(","))
                        .map(String::strip)
                        .filter(column -> !column.isEmpty())
                        .map(
                                column ->
                                        column.matches("list:[0-9]{1,9}")
                                                ? ExportColumn.ofList(
                                                        Integer.parseInt(column.substring(5)))
                                                : ExportColumn.ofField(column))
                        .toList();
        String name = input.text("name");
        try {
            return ui.redirect(
                    page(
                            exports.start(
                                    ui.actor(),
                                    name.isEmpty() ? ui.t("exporting.shown.name") : name,
                                    ExportSettings.everybody(format)
                                            .withColumns(columns)
                                            .withFilter(filter(input.raw("filter"))))));
        } catch (InvalidInput e) {
            ExportListResource.warn(ui, e);
            return ui.redirect("/recipient/list.action");
        }
    }

    private static RecipientFilter filter(String stored) {
        try {
            return stored.isEmpty() ? RecipientFilter.NONE : RecipientFilter.ofStored(stored);
        } catch (IllegalArgumentException e) {
            throw new InvalidInput("filter", "exporting.shown.filter");
        }
    }

    private Row row(Ui ui, Export run) {
        return new Row(
                run,
                exports.mayDownload(ui.actor(), run),
                !run.state().isBusy()
                        && (run.adminId() == ui.actor().id() || ui.may("export.delete")));
    }

    private static long size(java.nio.file.Path file) {
        try {
            return Files.size(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
