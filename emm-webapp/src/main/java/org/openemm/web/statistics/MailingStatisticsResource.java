package org.openemm.web.statistics;

import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.Response;
import org.openemm.statistics.MailingBounces;
import org.openemm.statistics.MailingStatistics;
import org.openemm.web.access.Requires;
import org.openemm.web.recipient.Csv;
import org.openemm.web.ui.Ui;
import org.openemm.web.ui.View;

/** The figures of one mailing. */
@Path("/statistics/mailing/{id: \\d{1,9}}")
public final class MailingStatisticsResource {
    private final MailingStatistics statistics;
    private final MailingBounces bounces;

    MailingStatisticsResource(MailingStatistics statistics, MailingBounces bounces) {
        this.statistics = statistics;
        this.bounces = bounces;
    }

    @GET
    @Path("view.action")
    @Requires("stats.mailing")
    public View view(@Context Ui ui, @PathParam("id") int id) {
        return View.of("statistics/mailing.jte", page(ui, id, bounces.of(ui.actor(), id)));
    }

    /** The key figures alone, asked for again and again while the mailing is being sent. */
    @GET
    @Path("figures.action")
    @Requires("stats.mailing")
    public View figures(@Context Ui ui, @PathParam("id") int id) {
        return View.of("statistics/figures.jte", page(ui, id, null));
    }

    /** How many recipients of which domain bounced why. */
    @GET
    @Path("bounces.csv")
    @Produces("text/csv; charset=UTF-8")
    @Requires("stats.mailing")
    public Response bouncesCsv(@Context Ui ui, @PathParam("id") int id) {
        StringBuilder csv =
                new StringBuilder(
                        Csv.line(
                                ui.t("statistics.bounces.domain"),
                                ui.t("statistics.bounces.kind"),
                                ui.t("statistics.bounces.code"),
                                ui.t("statistics.bounces.reason"),
                                ui.t("statistics.bounces.recipients")));
        for (MailingBounces.Cell cell : bounces.of(ui.actor(), id).cells()) {
            csv.append(
                    Csv.line(
                            cell.domain(),
                            ui.t(
                                    MailingBounces.counts(cell.detail())
                                            ? "statistics.bounces.hard"
                                            : "statistics.bounces.soft"),
                            Integer.toString(cell.detail().code()),
                            ui.t("statistics.bounce." + cell.detail().code()),
                            Long.toString(cell.recipients())));
        }
        return Response.ok(csv.toString())
                .header(
                        "Content-Disposition",
                        "attachment; filename=\"mailing-" + id + "-bounces.csv\"")
                .build();
    }

    private MailingPage page(Ui ui, int id, MailingBounces.Figures bounced) {
        return MailingPage.of(
                ui, statistics.summary(ui.actor(), id), statistics.usual(ui.actor(), id), bounced);
    }
}
