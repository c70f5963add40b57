package org.openemm.web.dashboard;

import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.Context;
import java.util.List;
import java.util.Optional;
import org.openemm.account.Actor;
import org.openemm.web.access.ForEveryUser;
import org.openemm.web.ui.Ui;
import org.openemm.web.ui.View;

/** The first page after login. */
@Path("/")
public final class DashboardResource {
    private final Overview overview;

    DashboardResource(Overview overview) {
        this.overview = overview;
    }

    /**
     * The page.
     *
     * @param recipients empty: not for this user
     */
    public record DashboardPage(
            Optional<Long> recipients,
            Optional<Integer> mailinglists,
            List<Overview.Recent> recent,
            List<Overview.Moving> moving) {

        /** The newest mailing with figures. */
        public Optional<Overview.Recent> lastSent() {
            return recent.stream().filter(mailing -> mailing.figures().isPresent()).findFirst();
        }

        /** The number, with a plus when counting stopped. */
        public String recipientsText(Ui ui) {
            long number = recipients.orElse(0L);
            return ui.format().number(number) + (number >= Overview.COUNT_LIMIT ? "+" : "");
        }
    }

    @GET
    @Path("dashboard.action")
    @ForEveryUser
    public View show(@Context Ui ui) {
        Actor actor = ui.actor();
        return View.of(
                "dashboard/dashboard.jte",
                new DashboardPage(
                        overview.recipients(actor),
                        overview.mailinglists(actor),
                        overview.recent(actor),
                        overview.moving(actor)));
    }

    /** What is on its way, asked for again and again while something moves. */
    @GET
    @Path("dashboard/sending.action")
    @ForEveryUser
    public View moving(@Context Ui ui) {
        return View.of("dashboard/moving.jte", overview.moving(ui.actor()));
    }
}
