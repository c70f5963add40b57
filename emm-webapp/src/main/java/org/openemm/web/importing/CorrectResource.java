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
import java.util.Optional;
import org.openemm.InvalidInput;
import org.openemm.NotFound;
import org.openemm.importing.BadRow;
import org.openemm.importing.Import;
import org.openemm.importing.ImportRepairs;
import org.openemm.importing.ImportSettings;
import org.openemm.importing.Imports;
import org.openemm.importing.RowProblem;
import org.openemm.profilefield.ProfileFieldCatalog;
import org.openemm.profilefield.ProfileFields;
import org.openemm.web.access.Requires;
import org.openemm.web.recipient.Labels;
import org.openemm.web.ui.Input;
import org.openemm.web.ui.Option;
import org.openemm.web.ui.Ui;
import org.openemm.web.ui.View;

/** Bad rows, corrected in the browser: a page of a grid at a time. */
@Path("/recipient/import")
public final class CorrectResource {
    private static final int SHOWN_ROWS = 25;
    private static final int SHOWN_CELLS = 30;

    private final Imports imports;
    private final ProfileFields fields;

    CorrectResource(Imports imports, ProfileFields fields) {
        this.imports = imports;
        this.fields = fields;
    }

    /** A column of the grid. */
    public record Column(int place, String field, String label) {}

    /**
     * A cell of a bad row that is imported.
     *
     * @param problem what is wrong with it; empty text when it is right
     */
    public record Cell(String name, String label, String value, String problem) {}

    /**
     * @param problems of the whole row
     */
    public record Row(long line, List<String> problems, List<Cell> cells) {
        public boolean isGood() {
            return problems.isEmpty() && cells.stream().allMatch(cell -> cell.problem().isEmpty());
        }
    }

    /** A row by itself, as it comes back while somebody types. */
    public record RowPage(long id, Row row) {}

    /**
     * @param kind which bad rows, empty text for all
     * @param kinds to choose from, with their numbers
     * @param after line behind which this page begins
     * @param next line behind which the next page begins, 0 on the last
     */
    public record CorrectPage(
            Import task,
            String kind,
            List<Option> kinds,
            List<Column> columns,
            List<Row> rows,
            long after,
            long next) {}

    @GET
    @Path("errors/edit.action")
    @Requires({"wizard.importclassic", "wizard.import"})
    public View show(
            @Context Ui ui,
            @QueryParam("id") long id,
            @QueryParam("kind") String kind,
            @QueryParam("after") long after) {
        Import task = imports.get(ui.actor(), id);
        List<Column> columns = columns(ui, task.settings());
        List<BadRow> found =
                imports.repairs()
                        .rows(ui.actor(), id, problem(kind), Math.max(0, after), SHOWN_ROWS + 1);
        boolean more = found.size() > SHOWN_ROWS;
        List<BadRow> shown = more ? found.subList(0, SHOWN_ROWS) : found;
        return View.of(
                "importing/correct.jte",
                new CorrectPage(
                        task,
                        problem(kind).map(Enum::name).orElse(""),
                        kinds(ui, task),
                        columns,
                        shown.stream().map(row -> row(ui, columns, row)).toList(),
                        Math.max(0, after),
                        more ? shown.get(shown.size() - 1).line() : 0));
    }

    /** Says at once what is still wrong with the row that was typed; keeps nothing. */
    @POST
    @Path("errors/row.action")
    @Requires({"wizard.importclassic", "wizard.import"})
    public View look(@Context Ui ui, Input input) {
        int id = input.integer("id");
        long line = input.integer("line");
        Import task = imports.get(ui.actor(), id);
        List<Column> columns = columns(ui, task.settings());
        Map<Long, List<String>> typed = new LinkedHashMap<>();
        imports.repairs().rows(ui.actor(), id, Optional.empty(), line - 1, 1).stream()
                .filter(row -> row.line() == line)
                .forEach(row -> typed.put(line, typed(input, columns, row)));
        List<BadRow> looked = imports.repairs().look(ui.actor(), id, typed);
        if (looked.isEmpty()) {
            throw new NotFound("row", line);
        }
        return View.of(
                "importing/correctrow.jte", new RowPage(id, row(ui, columns, looked.get(0))));
    }

    @POST
    @Path("errors/save.action")
    @Requires({"wizard.importclassic", "wizard.import"})
    public Object correct(@Context Ui ui, Input input) {
        int id = input.integer("id");
        long after = input.integer("after", 0);
        String kind = input.text("kind");
        List<Column> columns = columns(ui, imports.get(ui.actor(), id).settings());
        Map<Long, List<String>> corrected = new LinkedHashMap<>();
        for (BadRow row :
                imports.repairs().rows(ui.actor(), id, problem(kind), after, SHOWN_ROWS)) {
            List<String> cells = typed(input, columns, row);
            if (!cells.equals(row.cells())) {
                corrected.put(row.line(), cells);
            }
        }
        try {
            ImportRepairs.Corrected done = imports.repairs().correct(ui.actor(), id, corrected);
            if (done.good() > 0) {
                ui.flash(
                        done.good() == 1 ? "importing.correct.good.one" : "importing.correct.good",
                        ui.format().number(done.good()));
            }
            if (done.importId() != id) {
                return ui.redirect(ImportResource.page(done.importId()));
            }
            boolean left =
                    !imports.repairs().rows(ui.actor(), id, Optional.empty(), 0, 1).isEmpty();
            return ui.redirect(
                    left
                            ? page(id) + "&kind=" + kind + "&after=" + after
                            : ImportResource.page(id));
        } catch (InvalidInput e) {
            return show(ui, id, kind, after).again(input, e);
        }
    }

    static String page(long id) {
        return "/recipient/import/errors/edit.action?id=" + id;
    }

    /** The cells of a row, with what was typed into those that are shown. */
    private static List<String> typed(Input input, List<Column> columns, BadRow row) {
        List<String> cells = new ArrayList<>(row.cells());
        for (Column column : columns) {
            String name = name(row.line(), column.place());
            if (input.find(name).isPresent()) {
                while (cells.size() <= column.place()) {
                    cells.add("");
                }
                String before = cells.get(column.place());
                if (!input.text(name).equals(before.strip())) {
                    cells.set(column.place(), input.text(name));
                }
            }
        }
        return cells;
    }

    private List<Column> columns(Ui ui, ImportSettings settings) {
        ProfileFieldCatalog catalog = fields.of(ui.actor());
        List<Column> columns = new ArrayList<>();
        for (int i = 0; i < settings.columns().size() && columns.size() < SHOWN_CELLS; i++) {
            String field = settings.columns().get(i);
            if (!field.isEmpty()) {
                columns.add(
                        new Column(
                                i,
                                field,
                                catalog.column(field).map(f -> Labels.field(ui, f)).orElse(field)));
            }
        }
        return columns;
    }

    private static Row row(Ui ui, List<Column> columns, BadRow row) {
        List<InvalidInput.Problem> rest = new ArrayList<>(row.problems());
        List<Cell> cells = new ArrayList<>();
        for (Column column : columns) {
            List<InvalidInput.Problem> own =
                    row.problems().stream()
                            .filter(problem -> problem.field().equals(column.field()))
                            .toList();
            rest.removeAll(own);
            cells.add(
                    new Cell(
                            name(row.line(), column.place()),
                            column.label(),
                            column.place() < row.cells().size()
                                    ? row.cells().get(column.place())
                                    : "",
                            own.isEmpty() ? "" : ui.say(own.get(0))));
        }
        return new Row(row.line(), rest.stream().map(ui::say).toList(), cells);
    }

    private static List<Option> kinds(Ui ui, Import task) {
        List<Option> kinds = new ArrayList<>();
        kinds.add(
                new Option(
                        "",
                        ui.t(
                                "importing.correct.kind.all",
                                ui.format().number(task.numbers().bad()))));
        task.numbers()
                .problems()
                .forEach(
                        (problem, rows) ->
                                kinds.add(
                                        new Option(
                                                problem.name(),
                                                ui.t("importing.problem." + problem.name())
                                                        + " ("
                                                        + ui.format().number(rows)
                                                        + ")")));
        return kinds;
    }

    private static Optional<RowProblem> problem(String name) {
        for (RowProblem problem : RowProblem.values()) {
            if (problem.name().equals(name)) {
                return Optional.of(problem);
            }
        }
        return Optional.empty();
    }

    private static String name(long line, int column) {
        return "r" + line + "c" + column;
    }
}
