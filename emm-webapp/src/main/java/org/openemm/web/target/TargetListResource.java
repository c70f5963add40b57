package org.openemm.web.target;

import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.core.Context;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.openemm.InvalidInput;
import org.openemm.target.Target;
import org.openemm.target.TargetFigures;
import org.openemm.target.TargetList;
import org.openemm.target.TargetPage;
import org.openemm.target.TargetSize;
import org.openemm.web.access.Requires;
import org.openemm.web.ui.Paging;
import org.openemm.web.ui.Ui;
import org.openemm.web.ui.View;
import org.openemm.web.ui.table.Table;

/** The list of target groups. */
@Path("/target")
public final class TargetListResource {
    static final String LIST = "/target/list.action";

    private final TargetList list;
    private final TargetFigures figures;

    TargetListResource(TargetList list, TargetFigures figures) {
        this.list = list;
        this.figures = figures;
    }

    /**
     * @param uses how many places use each group, by id
     * @param favorites ids of those marked as favourite
     * @param stars whether this user may mark groups as favourite
     * @param deleted whether the deleted groups are shown
     */
    public record TargetListPage(
            Table table,
            List<Target> targets,
            Map<Integer, Integer> uses,
            Set<Integer> favorites,
            boolean stars,
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
        Table table = TargetTable.open(ui);
        TargetPage found = list.page(ui.actor(), TargetTable.query(ui, table));
        return View.of(
                "target/list.jte",
                new TargetListPage(
                        table,
                        found.rows(),
                        figures.useCounts(ui.actor()),
                        list.favorites().of(ui.actor()),
                        list.favorites().maySet(ui.actor()),
                        Paging.numbered(ui, table.size(), found.total()),
                        TargetTable.isDeleted(table)));
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
}
