package org.openemm.web.statistics;

import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.Context;
import java.util.List;
import java.util.Locale;
import org.openemm.statistics.MailingStatistics;
import org.openemm.statistics.SentMailing;
import org.openemm.web.access.Requires;
import org.openemm.web.ui.Paging;
import org.openemm.web.ui.Ui;
import org.openemm.web.ui.View;
import org.openemm.web.ui.table.Column;
import org.openemm.web.ui.table.Table;
import org.openemm.web.ui.table.TableName;
import org.openemm.web.ui.table.TableSpec;

/** The mailings that have figures, newest first. */
@Path("/statistics/mailing")
public final class SentMailingsResource {
    static final String PAGE = "/statistics/mailing/list.action";
    private final MailingStatistics statistics;

    SentMailingsResource(MailingStatistics statistics) {
        this.statistics = statistics;
    }

    /** The list as this user sees it. */
    public record ListPage(Table table, List<SentMailing> mailings, Paging paging) {}

    @GET
    @Path("list.action")
    @Requires("stats.mailing")
    public View list(@Context Ui ui) {
        Table table =
                TableSpec.named(TableName.SENT)
                        .columns(
                                Column.text("name", ui.t("statistics.list.mailing"))
                                        .sorts()
                                        .asTitle(),
                                Column.brief("status", ui.t("statistics.list.status")).sorts(),
                                Column.text("mailinglist", ui.t("statistics.list.mailinglist"))
                                        .sorts()
                                        .onDemand(),
                                Column.date("begun", ui.t("statistics.list.begun")).sorts(),
                                Column.number("sent", ui.t("statistics.sent")).sorts(),
                                Column.number("openers", ui.t("statistics.openers")).sorts(),
                                Column.number("clickers", ui.t("statistics.clickers")).sorts())
                        .sortedBy("begun", true)
                        .search(ui.t("statistics.list.search"))
                        .open(ui);
        SentMailing.Page found =
                statistics.sent(
                        ui.actor(),
                        table.query(),
                        SentMailing.Sort.valueOf(table.sort().toUpperCase(Locale.ROOT)),
                        table.descending(),
                        ui.links().page(),
                        table.size());
        return View.of(
                "statistics/list.jte",
                new ListPage(
                        table, found.rows(), Paging.numbered(ui, table.size(), found.total())));
    }
}
