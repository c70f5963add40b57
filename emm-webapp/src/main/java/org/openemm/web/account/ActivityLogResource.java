package org.openemm.web.account;

import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.Context;
import java.util.List;
import org.openemm.account.ActivityHistory;
import org.openemm.web.access.ForEveryUser;
import org.openemm.web.ui.Paging;
import org.openemm.web.ui.Ui;
import org.openemm.web.ui.View;
import org.openemm.web.ui.table.Column;
import org.openemm.web.ui.table.Filter;
import org.openemm.web.ui.table.Table;
import org.openemm.web.ui.table.TableName;
import org.openemm.web.ui.table.TableSpec;

/** Who did what and when. */
@Path("/administration/useractivitylog/list.action")
public final class ActivityLogResource {
    private final ActivityHistory history;

    ActivityLogResource(ActivityHistory history) {
        this.history = history;
    }

    /** The list. */
    public record ActivityLogPage(
            Table table, List<ActivityHistory.Entry> entries, Paging paging) {}

    @GET
    @ForEveryUser
    public View list(@Context Ui ui) {
        Table table =
                TableSpec.named(TableName.ACTIVITY)
                        .columns(
                                Column.date("time", ui.t("activitylog.time")).asTitle(),
                                Column.brief("user", ui.t("activitylog.user")),
                                Column.brief("action", ui.t("activitylog.action")),
                                Column.text("description", ui.t("activitylog.description")))
                        .search(ui.t("activitylog.search"))
                        .filters(
                                Filter.date("from", ui.t("activitylog.from")),
                                Filter.date("until", ui.t("activitylog.until")))
                        .open(ui);
        ActivityHistory.Page found =
                history.page(
                        ui.actor(),
                        new ActivityHistory.Query(
                                table.query(),
                                table.day("from"),
                                table.endOfDay("until"),
                                ui.links().page(),
                                table.size()));
        return View.of(
                "account/activitylog.jte",
                new ActivityLogPage(
                        table,
                        found.entries(),
                        Paging.numbered(
                                ui,
                                table.size(),
                                found.entries().size(),
                                found.total(),
                                ActivityHistory.COUNTED,
                                found.more())));
    }
}
