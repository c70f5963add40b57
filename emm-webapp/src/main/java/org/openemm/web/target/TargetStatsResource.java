package org.openemm.web.target;

import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.Response;
import java.util.List;
import org.openemm.InvalidInput;
import org.openemm.insight.Busy;
import org.openemm.insight.Insights;
import org.openemm.insight.ListPart;
import org.openemm.insight.Superseded;
import org.openemm.mailinglist.Mailinglist;
import org.openemm.mailinglist.Mailinglists;
import org.openemm.target.Target;
import org.openemm.target.TargetUse;
import org.openemm.target.Targets;
import org.openemm.web.access.Requires;
import org.openemm.web.recipient.Csv;
import org.openemm.web.recipient.Labels;
import org.openemm.web.ui.Tab;
import org.openemm.web.ui.Ui;
import org.openemm.web.ui.View;

/** Where the recipients of a target group are: lists, kinds and states; and what uses the group. */
@Path("/target")
public final class TargetStatsResource {
    private final Targets targets;
    private final Insights insights;
    private final Mailinglists mailinglists;

    TargetStatsResource(Targets targets, Insights insights, Mailinglists mailinglists) {
        this.targets = targets;
        this.insights = insights;
        this.mailinglists = mailinglists;
    }

    /** The tab; counting takes its time, so the numbers come later. */
    public record StatsPage(Target target, List<TargetUse> uses, List<Tab> tabs) {}

    /**
     * @param problem why there are no numbers; empty with numbers
     */
    public record ListsPage(int targetId, List<ListFigures> lists, String problem) {}

    @GET
    @Path("{id: [0-9]{1,9}}/stats.action")
    @Requires("targets.show")
    public View stats(@Context Ui ui, @PathParam("id") int id) {
        return View.of(
                "target/stats.jte",
                new StatsPage(
                        targets.get(ui.actor(), id),
                        targets.uses(ui.actor(), id),
                        TargetResource.tabs(ui, id, "stats")));
    }

    @GET
    @Path("{id: [0-9]{1,9}}/stats/lists.action")
    @Requires("targets.show")
    public View lists(@Context Ui ui, @PathParam("id") int id) {
        ListsPage page;
        try {
            page = new ListsPage(id, figures(ui, id), "");
        } catch (Superseded | Busy e) {
            page = new ListsPage(id, List.of(), ui.t("target.insight.busy"));
        } catch (InvalidInput e) {
            page = new ListsPage(id, List.of(), ui.say(e.problems().get(0)));
        }
        return View.of("target/statslists.jte", page);
    }

    /** The same as a file: one line for each list, kind and state. */
    @GET
    @Path("{id: [0-9]{1,9}}/stats.csv")
    @Produces("text/csv; charset=UTF-8")
    @Requires("targets.show")
    public Response csv(@Context Ui ui, @PathParam("id") int id) {
        StringBuilder csv =
                new StringBuilder(
                        Csv.line(
                                ui.t("target.stats.list"),
                                ui.t("target.stats.type"),
                                ui.t("target.stats.status"),
                                ui.t("target.stats.recipients")));
        for (ListFigures list : figures(ui, id)) {
            for (ListPart part : list.parts()) {
                csv.append(
                        Csv.line(
                                list.name(),
                                Labels.type(ui, part.type()),
                                Labels.status(ui, part.status()),
                                Long.toString(part.recipients())));
            }
        }
        return Response.ok('\ufeff' + csv.toString())
                .header(
                        "Content-Disposition",
                        "attachment; filename=\"target-group-" + id + ".csv\"")
                .build();
    }

    private List<ListFigures> figures(Ui ui, int id) {
        Target target = targets.get(ui.actor(), id);
        List<ListPart> parts = insights.lists(ui.actor(), target.eql());
        return mailinglists.all(ui.actor()).stream()
                .map(list -> figures(list, parts))
                .filter(list -> !list.parts().isEmpty())
                .toList();
    }

    private static ListFigures figures(Mailinglist list, List<ListPart> parts) {
        return new ListFigures(
                list.id(),
                list.name(),
                parts.stream().filter(part -> part.mailinglistId() == list.id()).toList());
    }
}
