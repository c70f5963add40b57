package org.openemm.web.importing;

import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.StreamingOutput;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.openemm.InvalidInput;
import org.openemm.account.Actor;
import org.openemm.i18n.Texts;
import org.openemm.importing.BadRow;
import org.openemm.importing.Import;
import org.openemm.importing.ImportState;
import org.openemm.importing.Imports;
import org.openemm.mailinglist.Mailinglist;
import org.openemm.mailinglist.Mailinglists;
import org.openemm.recipientreport.RecipientReports;
import org.openemm.recipientreport.ReportFile;
import org.openemm.web.access.Requires;
import org.openemm.web.ui.Input;
import org.openemm.web.ui.Ui;
import org.openemm.web.ui.View;

/** The steps after the mapping: numbers, run, progress, report, bad rows. */
@Path("/recipient/import/wizard")
public final class ImportResource {
    private static final int SHOWN_ROWS = 20;

    private final Imports imports;
    private final Mailinglists mailinglists;
    private final RecipientReports reports;
    private final Texts texts;

    ImportResource(
            Imports imports, Mailinglists mailinglists, RecipientReports reports, Texts texts) {
        this.reports = reports;
        this.imports = imports;
        this.mailinglists = mailinglists;
        this.texts = texts;
    }

    static String page(long id) {
        return "/recipient/import/wizard/step/preScan.action?id=" + id;
    }

    /**
     * @param badRows the first of them
     * @param lists names of the mailing lists that are chosen
     * @param report in the log, 0 before it has ended
     * @param files of the report; empty while they are written
     * @param maySaveProfile whether the settings can be kept for further files
     * @param resumable whether it was interrupted and can go on
     */
    public record ImportPage(
            Import task,
            List<BadRow> badRows,
            List<String> lists,
            int report,
            List<ReportFile> files,
            boolean maySaveProfile,
            boolean resumable) {
        /** Rows that will be written. */
        public long writable() {
            return task.numbers().good() - task.numbers().passedOver(task.settings().mode());
        }
    }

    @GET
    @Path("step/preScan.action")
    @Requires({"wizard.importclassic", "wizard.import"})
    public View show(@Context Ui ui, @QueryParam("id") long id) {
        Import task = imports.get(ui.actor(), id);
        List<BadRow> bad =
                task.state().isBusy() ? List.of() : imports.badRows(ui.actor(), id, SHOWN_ROWS);
        return View.of(
                "importing/state.jte",
                new ImportPage(
                        task,
                        bad,
                        lists(ui, task),
                        task.reportId(),
                        files(ui, task),
                        maySaveProfile(ui, task),
                        imports.isResumable(task) && ui.may(task.settings().mode().right())));
    }

    /** The progress alone; sends to the whole page when the work is done. */
    @GET
    @Path("step/progress.action")
    @Requires({"wizard.importclassic", "wizard.import"})
    public Object progress(@Context Ui ui, @QueryParam("id") long id) {
        Import task = imports.get(ui.actor(), id);
        return task.state().isBusy()
                ? View.of("importing/progress.jte", task)
                : ui.redirect(page(id));
    }

    @POST
    @Path("run.action")
    @Requires({"wizard.importclassic", "wizard.import"})
    public Response run(@Context Ui ui, Input input) {
        int id = input.integer("id");
        try {
            imports.start(ui.actor(), id);
        } catch (InvalidInput e) {
            warn(ui, e);
        }
        return ui.redirect(page(id));
    }

    /** Keeps the settings for the next file of this kind. */
    @POST
    @Path("saveProfile.action")
    @Requires("import.change")
    public Response saveProfile(@Context Ui ui, Input input) {
        int id = input.integer("id");
        try {
            String name = input.text("profileName");
            imports.profiles().create(ui.actor(), imports.get(ui.actor(), id), name);
            ui.flash("importing.saveProfile.saved", name);
        } catch (InvalidInput e) {
            warn(ui, e);
        }
        return ui.redirect(page(id));
    }

    @POST
    @Path("cancel.action")
    @Requires({"wizard.importclassic", "wizard.import"})
    public Response cancel(@Context Ui ui, Input input) {
        int id = input.integer("id");
        imports.cancel(ui.actor(), id);
        return ui.redirect(page(id));
    }

    @POST
    @Path("discard.action")
    @Requires({"wizard.importclassic", "wizard.import"})
    public Response discard(@Context Ui ui, Input input) {
        try {
            imports.discard(ui.actor(), input.integer("id"));
            ui.flash("importing.discarded");
        } catch (InvalidInput e) {
            warn(ui, e);
        }
        return ui.redirect("/recipient/import/view.action");
    }

    /** The bad rows as CSV, in UTF-8 with a mark so that spreadsheets read it right. */
    @GET
    @Path("downloadCsv.action")
    @Produces("text/csv; charset=UTF-8")
    @Requires({"wizard.importclassic", "wizard.import"})
    public Response download(@Context Ui ui, @QueryParam("id") long id) {
        Actor actor = ui.actor();
        imports.get(actor, id);
        StreamingOutput body =
                out -> {
                    Writer writer = new OutputStreamWriter(out, StandardCharsets.UTF_8);
                    writer.write('\ufeff');
                    imports.repairs().writeBadRows(actor, id, texts, writer);
                    writer.flush();
                };
        return Response.ok(body)
                .header(
                        "Content-Disposition",
                        "attachment; filename=\"import-" + id + "-errors.csv\"")
                .build();
    }

    private List<ReportFile> files(Ui ui, Import task) {
        return task.reportId() == 0 || !ui.may("wizard.import")
                ? List.of()
                : reports.files(ui.actor(), task.reportId());
    }

    private static boolean maySaveProfile(Ui ui, Import task) {
        return task.profileId() == 0
                && (task.state() == ImportState.CHECKED || task.state() == ImportState.DONE)
                && ui.may("import.change");
    }

    private List<String> lists(Ui ui, Import task) {
        return mailinglists.all(ui.actor()).stream()
                .filter(list -> task.settings().mailinglists().contains(list.id()))
                .map(Mailinglist::name)
                .toList();
    }

    private static void warn(Ui ui, InvalidInput e) {
        InvalidInput.Problem problem = e.problems().get(0);
        ui.flashWarning(problem.key(), problem.arguments().toArray());
    }
}
