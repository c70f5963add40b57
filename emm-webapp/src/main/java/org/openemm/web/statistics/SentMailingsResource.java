package org.openemm.web.statistics;

import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.Context;
import java.util.List;
import org.openemm.statistics.MailingStatistics;
import org.openemm.statistics.SentMailing;
import org.openemm.web.access.Requires;
import org.openemm.web.ui.Paging;
import org.openemm.web.ui.Ui;
import org.openemm.web.ui.View;

/** The mailings that have figures, newest first. */
@Path("/statistics/mailing")
public final class SentMailingsResource {
    static final String PAGE = "/statistics/mailing/list.action";
    private static final int SIZE = 50;
    private final MailingStatistics statistics;

    SentMailingsResource(MailingStatistics statistics) {
        this.statistics = statistics;
    }

    /**
     * @param filtered whether only part of the mailings was asked for
     */
    public record ListPage(List<SentMailing> mailings, Paging paging, boolean filtered) {}

    @GET
    @Path("list.action")
    @Requires("stats.mailing")
    public View list(@Context Ui ui) {
        String search = ui.links().parameter("q");
        SentMailing.Page found = statistics.sent(ui.actor(), search, ui.links().page(), SIZE);
        return View.of(
                "statistics/list.jte",
                new ListPage(
                        found.rows(), Paging.numbered(ui, SIZE, found.total()), !search.isEmpty()));
    }
}
