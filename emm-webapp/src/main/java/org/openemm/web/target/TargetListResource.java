package org.openemm.web.target;

import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.Response;
import java.util.List;
import java.util.Locale;
import org.openemm.InvalidInput;
import org.openemm.target.Complexity;
import org.openemm.target.Target;
import org.openemm.target.TargetPage;
import org.openemm.target.TargetQuery;
import org.openemm.target.Targets;
import org.openemm.web.access.Requires;
import org.openemm.web.ui.Input;
import org.openemm.web.ui.Option;
import org.openemm.web.ui.Paging;
import org.openemm.web.ui.Ui;
import org.openemm.web.ui.View;

/** The list of target groups. */
@Path("/target")
public final class TargetListResource {
    static final String LIST = "/target/list.action";

    /** Columns by their parameter; the first is the one sorted by at first. */
    public static final List<String> COLUMNS =
            List.of("name", "description", "complexity", "created", "changed", "id");

    private static final int SIZE = 50;
    private final Targets targets;

    TargetListResource(Targets targets) {
        this.targets = targets;
    }

    /**
     * @param deleted whether the deleted groups are shown
     */
    public record TargetListPage(
            List<Target> targets,
            Paging paging,
            boolean deleted,
            boolean filtered,
            String complexity,
            List<Option> complexities) {}

    @GET
    @Path("list.action")
    @Requires("targets.show")
    public View list(@Context Ui ui) {
        TargetQuery query =
                new TargetQuery(
                        ui.links().parameter("q"),
                        grade(ui.links().parameter("complexity")),
                        isDeleted(ui),
                        TargetQuery.Sort.valueOf(ui.links().sort(COLUMNS).toUpperCase(Locale.ROOT)),
                        ui.links().isDescending(),
                        ui.links().page(),
                        SIZE);
        TargetPage found = targets.page(ui.actor(), query);
        return View.of(
                "target/list.jte",
                new TargetListPage(
                        found.rows(),
                        Paging.numbered(ui, SIZE, found.total()),
                        query.deleted(),
                        !query.search().isEmpty() || query.grade() != null,
                        ui.links().parameter("complexity"),
                        complexities(ui)));
    }

    @POST
    @Path("restore.action")
    @Requires("targets.delete")
    public Response restore(@Context Ui ui, Input input) {
        int id = input.integer("id");
        try {
            targets.restore(ui.actor(), id);
            ui.flash("target.restored", targets.get(ui.actor(), id).name());
        } catch (InvalidInput e) {
            InvalidInput.Problem problem = e.problems().get(0);
            ui.flashWarning(problem.key(), problem.arguments().toArray());
            return ui.redirect(LIST + "?deleted=true");
        }
        return ui.redirect(LIST);
    }

    private static boolean isDeleted(Ui ui) {
        return ui.links().parameter("deleted").equals("true");
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
                new Option("", ui.t("target.list.complexity.all")),
                new Option("green", ui.t("target.complexity.green")),
                new Option("yellow", ui.t("target.complexity.yellow")),
                new Option("red", ui.t("target.complexity.red")));
    }
}
