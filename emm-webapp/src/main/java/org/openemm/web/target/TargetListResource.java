package org.openemm.web.target;

import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.core.Context;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.openemm.InvalidInput;
import org.openemm.eql.Complexity;
import org.openemm.target.Target;
import org.openemm.target.TargetFigures;
import org.openemm.target.TargetPage;
import org.openemm.target.TargetQuery;
import org.openemm.target.TargetSize;
import org.openemm.target.Targets;
import org.openemm.web.access.Requires;
import org.openemm.web.ui.Option;
import org.openemm.web.ui.Paging;
import org.openemm.web.ui.Ui;
import org.openemm.web.ui.View;
import org.openemm.web.ui.table.Column;
import org.openemm.web.ui.table.Filter;
import org.openemm.web.ui.table.Table;
import org.openemm.web.ui.table.TableName;
import org.openemm.web.ui.table.TableSpec;

/** The list of target groups. */
@Path("/target")
public final class TargetListResource {
    static final String LIST = "/target/list.action";

    private final Targets targets;
    private final TargetFigures figures;

    TargetListResource(Targets targets, TargetFigures figures) {
        this.targets = targets;
        this.figures = figures;
    }

    /**
     * @param uses how many places use each group, by id
     * @param deleted whether the deleted groups are shown
     */
    public record TargetListPage(
            Table table,
            List<Target> targets,
            Map<Integer, Integer> uses,
            Paging paging,
            boolean deleted) {}

    /**
     * @param size empty when the group is invalid or counting took too long
     */
    public record SizePage(Optional<TargetSize> size) {}

    @GET
    @Path("list.action")
    @Requires("targets.show")
    public View list(@Context Ui ui) {
        Table table = table(ui);
        boolean deleted = table.filter("deleted").equals("true");
        TargetQuery query =
                new TargetQuery(
                        table.query(),
                        grade(table.filter("complexity")),
                        deleted,
                        TargetQuery.Sort.valueOf(table.sort().toUpperCase(Locale.ROOT)),
                        table.descending(),
                        ui.links().page(),
                        table.size());
        TargetPage found = targets.page(ui.actor(), query);
        return View.of(
                "target/list.jte",
                new TargetListPage(
                        table,
                        found.rows(),
                        figures.useCounts(ui.actor()),
                        Paging.numbered(ui, table.size(), found.total()),
                        deleted));
    }

    /** How many recipients a group selects; counting takes its time, so the list asks later. */
    @GET
    @Path("{id: [0-9]{1,9}}/size.action")
    @Requires("targets.show")
    public View size(@Context Ui ui, @PathParam("id") int id) {
        Optional<TargetSize> size;
        try {
            size = Optional.of(figures.size(ui.actor(), id));
        } catch (InvalidInput e) {
            size = Optional.empty();
        }
        return View.of("target/size.jte", new SizePage(size));
    }

    private static Table table(Ui ui) {
        return TableSpec.named(TableName.TARGETS)
                .columns(
                        Column.text("name", ui.t("target.name")).sorts().asTitle(),
                        Column.number("size", ui.t("target.size")),
                        Column.number("uses", ui.t("target.uses")),
                        Column.brief("complexity", ui.t("target.complexity")).sorts(),
                        Column.date("changed", ui.t("target.changed")).sorts().notOnPhone(),
                        Column.text("description", ui.t("target.description")).sorts().onDemand(),
                        Column.date("created", ui.t("target.created")).sorts().onDemand(),
                        Column.number("id", ui.t("target.id")).sorts().onDemand())
                .sortedBy("name", false)
                .search(ui.t("target.list.search"))
                .filters(
                        Filter.choice(
                                "complexity",
                                ui.t("target.list.complexity"),
                                ui.t("target.list.complexity.all"),
                                complexities(ui)),
                        Filter.choice(
                                "deleted",
                                ui.t("target.list.show"),
                                ui.t("target.list.present"),
                                List.of(new Option("true", ui.t("target.list.deleted")))))
                .open(ui);
    }

    private static Complexity.Grade grade(String name) {
        for (Complexity.Grade grade : Complexity.Grade.values()) {
            if (grade.name().equalsIgnoreCase(name)) {
                return grade;
            }
        }
        return null;
    }

    private static List<Option> complexities(Ui ui) {
        return List.of(
                new Option("green", ui.t("target.complexity.green")),
                new Option("yellow", ui.t("target.complexity.yellow")),
                new Option("red", ui.t("target.complexity.red")));
    }
}
