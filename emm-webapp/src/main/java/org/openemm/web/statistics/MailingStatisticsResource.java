package org.openemm.web.statistics;

import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.core.Context;
import org.openemm.statistics.MailingStatistics;
import org.openemm.web.access.Requires;
import org.openemm.web.ui.Ui;
import org.openemm.web.ui.View;

/** The figures of one mailing. */
@Path("/statistics/mailing/{id: \\d{1,9}}")
public final class MailingStatisticsResource {
    private final MailingStatistics statistics;

    MailingStatisticsResource(MailingStatistics statistics) {
        this.statistics = statistics;
    }

    @GET
    @Path("view.action")
    @Requires("stats.mailing")
    public View view(@Context Ui ui, @PathParam("id") int id) {
        return View.of("statistics/mailing.jte", page(ui, id));
    }

    /** The key figures alone, asked for again and again while the mailing is being sent. */
    @GET
    @Path("figures.action")
    @Requires("stats.mailing")
    public View figures(@Context Ui ui, @PathParam("id") int id) {
        return View.of("statistics/figures.jte", page(ui, id));
    }

    private MailingPage page(Ui ui, int id) {
        return MailingPage.of(
                ui, statistics.summary(ui.actor(), id), statistics.usual(ui.actor(), id));
    }
}
