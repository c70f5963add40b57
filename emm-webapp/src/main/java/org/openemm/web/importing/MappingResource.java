package org.openemm.web.importing;

import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Context;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.openemm.InvalidInput;
import org.openemm.importing.ConvertedRow;
import org.openemm.importing.FilePreview;
import org.openemm.importing.Import;
import org.openemm.importing.ImportSettings;
import org.openemm.importing.Imports;
import org.openemm.mailinglist.Mailinglists;
import org.openemm.profilefield.ProfileField;
import org.openemm.profilefield.ProfileFieldCatalog;
import org.openemm.profilefield.ProfileFields;
import org.openemm.web.access.Requires;
import org.openemm.web.ui.Input;
import org.openemm.web.ui.Ui;
import org.openemm.web.ui.View;

/** Second step: how the file is written and which column goes where. */
@Path("/recipient/import/wizard")
public final class MappingResource {
    private static final int SAMPLES = 3;
    private static final int SAMPLE_ROWS = 5;
    private static final int SHOWN_FIELDS = 30;

    /** A page with more choices would be too big for a browser; further columns are left out. */
    private static final int SHOWN_COLUMNS = 200;

    private final Imports imports;
    private final ProfileFields fields;
    private final ImportChoices choices;

    MappingResource(Imports imports, ProfileFields fields, Mailinglists mailinglists) {
        this.imports = imports;
        this.fields = fields;
        this.choices = new ImportChoices(fields, mailinglists);
    }

    static String page(long id) {
        return "/recipient/import/wizard/step/mapping.action?id=" + id;
    }

    /** A column of the file with some of its values. */
    public record Column(int place, String heading, List<String> samples, String field) {}

    /**
     * @param unreadable why the beginning of the file cannot be read
     * @param left number of columns that are not shown
     */
    public record MappingPage(
            Import task,
            List<Column> columns,
            int left,
            boolean looksLikeUtf8,
            Optional<InvalidInput.Problem> unreadable,
            ImportChoices.Choices choices,
            String genders,
            SamplePage sample) {
        public ImportSettings settings() {
            return task.settings();
        }
    }

    /**
     * The first rows as they would be stored.
     *
     * @param fields that a column is mapped to
     * @param slowKeys see {@link SlowKeys}
     */
    public record SamplePage(
            List<ProfileField> fields, List<ConvertedRow> rows, List<String> slowKeys) {}

    @GET
    @Path("step/mapping.action")
    @Requires({"wizard.importclassic", "wizard.import"})
    public View mapping(@Context Ui ui, @QueryParam("id") long id) {
        Import task = imports.get(ui.actor(), id);
        ImportSettings settings = task.settings();
        try {
            FilePreview preview = imports.preview(ui.actor(), id, settings.format());
            return View.of("importing/mapping.jte", page(ui, task, preview, Optional.empty()));
        } catch (InvalidInput e) {
            FilePreview none = new FilePreview(List.of(), List.of(), false);
            return View.of(
                    "importing/mapping.jte",
                    page(ui, task, none, Optional.of(e.problems().get(0))));
        }
    }

    @POST
    @Path("step/format.action")
    @Requires({"wizard.importclassic", "wizard.import"})
    public Object format(@Context Ui ui, Input input) {
        int id = input.integer("id");
        try {
            imports.changeFormat(ui.actor(), id, MappingForm.format(input));
        } catch (InvalidInput e) {
            return mapping(ui, id).again(input, e);
        }
        return ui.redirect(page(id));
    }

    @POST
    @Path("step/check.action")
    @Requires({"wizard.importclassic", "wizard.import"})
    public Object check(@Context Ui ui, Input input) {
        int id = input.integer("id");
        ImportSettings before = imports.get(ui.actor(), id).settings();
        try {
            imports.configure(ui.actor(), id, MappingForm.settings(input, before));
            imports.check(ui.actor(), id);
        } catch (InvalidInput e) {
            return mapping(ui, id).again(input, e);
        }
        return ui.redirect(ImportResource.page(id));
    }

    /** Looks at the first rows while columns are mapped. Keeps nothing. */
    @POST
    @Path("step/sample.action")
    @Requires({"wizard.importclassic", "wizard.import"})
    public View sample(@Context Ui ui, Input input) {
        int id = input.integer("id");
        ImportSettings before = imports.get(ui.actor(), id).settings();
        ImportSettings chosen;
        try {
            chosen = MappingForm.settings(input, before);
        } catch (InvalidInput e) {
            chosen = before;
        }
        return View.of("importing/sample.jte", sample(ui, id, chosen));
    }

    private SamplePage sample(Ui ui, long id, ImportSettings settings) {
        ProfileFieldCatalog catalog = fields.of(ui.actor());
        List<ProfileField> mapped =
                settings.columns().stream()
                        .filter(column -> !column.isEmpty())
                        .flatMap(column -> catalog.column(column).stream())
                        .limit(SHOWN_FIELDS)
                        .toList();
        List<String> slow = SlowKeys.of(ui, catalog, settings.keyColumns());
        try {
            return new SamplePage(
                    mapped, imports.sample(ui.actor(), id, settings, SAMPLE_ROWS), slow);
        } catch (InvalidInput e) {
            return new SamplePage(mapped, List.of(), slow);
        }
    }

    private MappingPage page(
            Ui ui, Import task, FilePreview preview, Optional<InvalidInput.Problem> unreadable) {
        ImportSettings settings = task.settings();
        List<Column> columns = new ArrayList<>();
        int shown = Math.min(SHOWN_COLUMNS, preview.headings().size());
        for (int i = 0; i < shown; i++) {
            int place = i;
            columns.add(
                    new Column(
                            i,
                            preview.headings().get(i),
                            preview.rows().stream()
                                    .filter(row -> row.size() > place)
                                    .map(row -> row.get(place))
                                    .filter(cell -> !cell.isBlank())
                                    .distinct()
                                    .limit(SAMPLES)
                                    .toList(),
                            i < settings.columns().size() ? settings.columns().get(i) : ""));
        }
        return new MappingPage(
                task,
                columns,
                preview.headings().size() - shown,
                preview.looksLikeUtf8(),
                unreadable,
                choices.of(ui),
                MappingForm.text(settings.genders()),
                unreadable.isPresent()
                        ? new SamplePage(List.of(), List.of(), List.of())
                        : sample(ui, task.id(), settings));
    }
}
