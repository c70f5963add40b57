package org.openemm.web.importing;

import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Context;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.openemm.InvalidInput;
import org.openemm.importing.BadRow;
import org.openemm.importing.Import;
import org.openemm.importing.ImportSettings;
import org.openemm.importing.Imports;
import org.openemm.recipient.ProfileFieldCatalog;
import org.openemm.recipient.ProfileFields;
import org.openemm.web.access.Requires;
import org.openemm.web.recipient.Labels;
import org.openemm.web.ui.Input;
import org.openemm.web.ui.Ui;
import org.openemm.web.ui.View;

/** Bad rows, corrected in the browser. */
@Path("/recipient/import/wizard/step/correct.action")
public final class CorrectResource {
    private static final int SHOWN_ROWS = 25;
    private static final int SHOWN_CELLS = 30;

    private final Imports imports;
    private final ProfileFields fields;

    CorrectResource(Imports imports, ProfileFields fields) {
        this.imports = imports;
        this.fields = fields;
    }

    /**
     * A cell of a bad row that is imported.
     *
     * @param problem what is wrong with it; empty text when it is right
     */
    public record Cell(String name, String label, String value, String problem) {}

    /**
     * @param problems of the whole row
     */
    public record Row(long line, List<String> problems, List<Cell> cells) {}

    /** The first bad rows of an import. */
    public record CorrectPage(Import task, List<Row> rows) {}

    @GET
    @Requires({"wizard.importclassic", "wizard.import"})
    public View show(@Context Ui ui, @QueryParam("id") long id) {
        Import task = imports.get(ui.actor(), id);
        ProfileFieldCatalog catalog = fields.of(ui.actor());
        return View.of(
                "importing/correct.jte",
                new CorrectPage(
                        task,
                        imports.badRows(ui.actor(), id, SHOWN_ROWS).stream()
                                .map(row -> row(ui, task.settings(), catalog, row))
                                .toList()));
    }

    @POST
    @Requires({"wizard.importclassic", "wizard.import"})
    public Object correct(@Context Ui ui, Input input) {
        int id = input.integer("id");
        ImportSettings settings = imports.get(ui.actor(), id).settings();
        Map<Long, List<String>> corrected = new LinkedHashMap<>();
        for (BadRow row : imports.badRows(ui.actor(), id, SHOWN_ROWS)) {
            List<String> cells = new ArrayList<>(row.cells());
            while (cells.size() < settings.columns().size()) {
                cells.add("");
            }
            boolean typed = false;
            for (int i = 0; i < settings.columns().size(); i++) {
                String name = name(row.line(), i);
                if (input.find(name).isPresent()) {
                    cells.set(i, input.text(name));
                    typed = true;
                }
            }
            if (typed) {
                corrected.put(row.line(), cells);
            }
        }
        try {
            long next = imports.correct(ui.actor(), id, corrected);
            return ui.redirect(ImportResource.page(next));
        } catch (InvalidInput e) {
            return show(ui, id).again(input, e);
        }
    }

    private static Row row(
            Ui ui, ImportSettings settings, ProfileFieldCatalog catalog, BadRow row) {
        List<Cell> cells = new ArrayList<>();
        List<InvalidInput.Problem> rest = new ArrayList<>(row.problems());
        for (int i = 0; i < settings.columns().size() && cells.size() < SHOWN_CELLS; i++) {
            String column = settings.columns().get(i);
            if (column.isEmpty()) {
                continue;
            }
            List<InvalidInput.Problem> own =
                    row.problems().stream()
                            .filter(problem -> problem.field().equals(column))
                            .toList();
            rest.removeAll(own);
            cells.add(
                    new Cell(
                            name(row.line(), i),
                            catalog.column(column)
                                    .map(field -> Labels.field(ui, field))
                                    .orElse(column),
                            i < row.cells().size() ? row.cells().get(i) : "",
                            own.isEmpty() ? "" : ui.say(own.get(0))));
        }
        return new Row(row.line(), rest.stream().map(ui::say).toList(), cells);
    }

    private static String name(long line, int column) {
        return "r" + line + "c" + column;
    }
}
