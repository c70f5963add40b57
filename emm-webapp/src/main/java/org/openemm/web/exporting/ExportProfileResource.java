package org.openemm.web.exporting;

import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.Response;
import java.util.List;
import java.util.Optional;
import org.openemm.InvalidInput;
import org.openemm.exporting.Export;
import org.openemm.exporting.ExportColumn;
import org.openemm.exporting.ExportPreview;
import org.openemm.exporting.ExportProfile;
import org.openemm.exporting.ExportSettings;
import org.openemm.exporting.Exports;
import org.openemm.exporting.FileFormat;
import org.openemm.web.access.Requires;
import org.openemm.web.ui.FormState;
import org.openemm.web.ui.Input;
import org.openemm.web.ui.Ui;
import org.openemm.web.ui.View;

/** The editor of export profiles. */
@Path("/export")
public final class ExportProfileResource {
    private static final int OK = 200;
    private static final int SHOWN_RUNS = 5;
    private static final List<String> FIRST_COLUMNS =
            List.of("email", "gender", "title", "firstname", "lastname");

    private final Exports exports;
    private final ExportWords words;
    private final ExportForm form;

    ExportProfileResource(Exports exports, ExportWords words) {
        this.exports = exports;
        this.words = words;
        this.form = new ExportForm(exports.profiles());
    }

    /**
     * @param columns in their order; empty for all fields
     * @param runs the latest ones of the profile
     */
    public record EditPage(
            ExportProfile profile,
            ExportWords.Choices choices,
            List<ExportWords.ColumnRow> columns,
            List<Export> runs,
            boolean editable) {

        /** How the file is packed now. */
        public String pack() {
            FileFormat format = profile.settings().format();
            return !format.zipped() ? "none" : format.sealedPassword().isEmpty() ? "zip" : "sealed";
        }

        /** Whether any limit of time is set. */
        public boolean hasPeriods() {
            ExportSettings settings = profile.settings();
            return !settings.changed().isAny()
                    || !settings.created().isAny()
                    || !settings.bound().isAny();
        }
    }

    /**
     * @param problem why there is nothing to see
     */
    public record PreviewPart(Optional<ExportPreview> preview, String problem) {}

    @GET
    @Path("create.action")
    @Requires("export.change")
    public View create(@Context Ui ui) {
        return edit(ui, fresh(ui));
    }

    @GET
    @Path("{id: [0-9]{1,9}}/view.action")
    @Requires("wizard.export")
    public View view(@Context Ui ui, @PathParam("id") int id) {
        return edit(ui, id == 0 ? fresh(ui) : exports.profiles().get(ui.actor(), id));
    }

    @GET
    @Path("{id: [0-9]{1,9}}/copy.action")
    @Requires("export.change")
    public View copy(@Context Ui ui, @PathParam("id") int id) {
        ExportProfile profile = exports.profiles().get(ui.actor(), id);
        return edit(
                ui,
                ExportProfile.of(
                        ui.t("exporting.copyOf", profile.name()),
                        profile.description(),
                        profile.settings()));
    }

    @POST
    @Path("{id: [0-9]{1,9}}/save.action")
    @Requires("export.change")
    public Object save(@Context Ui ui, @PathParam("id") int id, Input input) {
        ExportProfile before = stored(ui, id);
        try {
            ExportProfile typed = form.profile(ui, input, before);
            int saved = exports.profiles().save(ui.actor(), typed);
            ui.flash("exporting.saved", typed.name());
            return ui.redirect("/export/" + saved + "/view.action");
        } catch (InvalidInput e) {
            return typedAgain(ui, before, input).again(input, e);
        }
    }

    /** Saves what was typed where somebody may, then starts the export. */
    @POST
    @Path("{id: [0-9]{1,9}}/evaluate.action")
    @Requires("wizard.export")
    public Object evaluate(@Context Ui ui, @PathParam("id") int id, Input input) {
        ExportProfile before = stored(ui, id);
        boolean typed = input.find("type").isPresent() && ui.may("export.change");
        try {
            int profile =
                    typed
                            ? exports.profiles().save(ui.actor(), form.profile(ui, input, before))
                            : id;
            return ui.redirect(ExportRunResource.page(exports.start(ui.actor(), profile)));
        } catch (InvalidInput e) {
            if (typed) {
                return typedAgain(ui, before, input).again(input, e);
            }
            ExportListResource.warn(ui, e);
            return ui.redirect("/export/" + id + "/view.action");
        }
    }

    /** The editor as it was typed, with one column more, less or elsewhere; nothing is stored. */
    @POST
    @Path("{id: [0-9]{1,9}}/columns.action")
    @Requires("export.change")
    public View columns(@Context Ui ui, @PathParam("id") int id, Input input) {
        View page = edit(ui, with(stored(ui, id), ExportForm.changed(input)));
        return new View(page.template(), page.page(), OK, new FormState(input, List.of()));
    }

    /** What a file would have, for what was typed so far. */
    @POST
    @Path("{id: [0-9]{1,9}}/preview.action")
    @Requires("wizard.export")
    public View preview(@Context Ui ui, @PathParam("id") int id, Input input) {
        ExportProfile before = stored(ui, id);
        try {
            ExportSettings settings =
                    input.find("type").isPresent()
                            ? form.profile(ui, input, before).settings()
                            : before.settings();
            return part(Optional.of(exports.preview(ui.actor(), settings)), "");
        } catch (InvalidInput e) {
            return part(Optional.empty(), ui.say(e.problems().get(0)));
        }
    }

    /** The latest file of a profile. */
    @GET
    @Path("{id: [0-9]{1,9}}/download.action")
    @Requires("wizard.export")
    public Response download(@Context Ui ui, @PathParam("id") int id) {
        exports.profiles().get(ui.actor(), id);
        Optional<Export> latest =
                exports.recent(ui.actor(), id, SHOWN_RUNS).stream()
                        .filter(run -> exports.mayDownload(ui.actor(), run))
                        .findFirst();
        if (latest.isEmpty()) {
            ui.flashWarning("exporting.noFile");
        }
        return ui.redirect(
                latest.map(run -> "/export/run/" + run.id() + "/download.action")
                        .orElse("/export/" + id + "/view.action"));
    }

    private static View part(Optional<ExportPreview> preview, String problem) {
        return View.of("exporting/preview.jte", new PreviewPart(preview, problem));
    }

    private ExportProfile stored(Ui ui, int id) {
        return id == 0 ? fresh(ui) : exports.profiles().get(ui.actor(), id);
    }

    private static ExportProfile fresh(Ui ui) {
        FileFormat format = FileFormat.of(ui.locale(), ui.format().zone());
        return ExportProfile.of(
                "",
                "",
                ExportSettings.everybody(format)
                        .withColumns(FIRST_COLUMNS.stream().map(ExportColumn::ofField).toList()));
    }

    private View typedAgain(Ui ui, ExportProfile before, Input input) {
        List<ExportColumn> columns;
        try {
            columns = ExportForm.columns(input);
        } catch (InvalidInput e) {
            columns = before.settings().columns();
        }
        return edit(ui, with(before, columns));
    }

    private static ExportProfile with(ExportProfile profile, List<ExportColumn> columns) {
        return profile.withSettings(profile.settings().withColumns(columns));
    }

    private View edit(Ui ui, ExportProfile profile) {
        return View.of(
                "exporting/edit.jte",
                new EditPage(
                        profile,
                        words.choices(ui, profile.settings()),
                        words.rows(ui, profile.settings()),
                        profile.id() == 0
                                ? List.of()
                                : exports.recent(ui.actor(), profile.id(), SHOWN_RUNS),
                        ui.may("export.change") && !profile.deleted()));
    }
}
