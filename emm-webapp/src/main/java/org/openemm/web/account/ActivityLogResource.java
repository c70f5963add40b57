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

/** Who did what and when. */
@Path("/administration/useractivitylog/list.action")
public final class ActivityLogResource {
    private static final int SIZE = 50;
    private final ActivityHistory history;

    ActivityLogResource(ActivityHistory history) {
        this.history = history;
    }

    /** The list. */
    public record ActivityLogPage(List<ActivityHistory.Entry> entries, Paging paging) {}

    @GET
    @ForEveryUser
    public View list(@Context Ui ui) {
        ActivityHistory.Page found =
                history.page(ui.actor(), ui.links().parameter("q"), ui.links().page(), SIZE);
        return View.of(
                "account/activitylog.jte",
                new ActivityLogPage(found.entries(), Paging.numbered(ui, SIZE, found.total())));
    }
}
