package org.openemm.web.route;

import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.Context;
import java.util.List;
import java.util.Optional;
import org.openemm.delivery.Stops;
import org.openemm.web.access.Requires;
import org.openemm.web.ui.Input;
import org.openemm.web.ui.Ui;
import org.openemm.web.ui.View;

/** The emergency stop of all sending, of the tenant or of everybody. */
@Path("/sending")
public final class StopResource {
    static final String PAGE = "/sending/stop.action";

    private final Stops stops;

    StopResource(Stops stops) {
        this.stops = stops;
    }

    /**
     * @param stops what is stopped now
     * @param mailings on their way, with how many mails are out
     * @param mayAll the user may stop all tenants
     * @param tenants there are several of them
     */
    public record StopPage(
            List<Stops.Stop> stops,
            List<Stops.UnderWay> mailings,
            boolean mayAll,
            boolean tenants) {

        public Optional<Stops.Stop> of(Stops.Scope scope) {
            return stops.stream().filter(stop -> stop.scope() == scope).findFirst();
        }

        public long out() {
            return mailings.stream().mapToLong(Stops.UnderWay::out).sum();
        }

        public boolean hasOthers() {
            return mailings.stream().anyMatch(mailing -> !mailing.own());
        }
    }

    @GET
    @Path("stop.action")
    @Requires("sending.stop")
    public View page(@Context Ui ui) {
        return View.of("route/stop.jte", now(ui));
    }

    /** The list of the page alone, for the page to renew it. */
    @GET
    @Path("underway.action")
    @Requires("sending.stop")
    public View underWay(@Context Ui ui) {
        return View.of("route/underway.jte", now(ui));
    }

    private StopPage now(Ui ui) {
        return new StopPage(
                stops.now(ui.actor()),
                stops.underWay(ui.actor()),
                ui.may(Stops.RIGHT_ALL),
                stops.hasSeveralTenants());
    }

    @POST
    @Path("stop.action")
    @Requires("sending.stop")
    public Object stop(@Context Ui ui, Input input) {
        stops.stop(ui.actor(), scope(input));
        ui.flash("stop.done");
        return ui.redirect(PAGE);
    }

    @POST
    @Path("resume.action")
    @Requires("sending.stop")
    public Object resume(@Context Ui ui, Input input) {
        stops.resume(ui.actor(), scope(input));
        ui.flash("stop.resumed");
        return ui.redirect(PAGE);
    }

    private static Stops.Scope scope(Input input) {
        return input.text("scope").equals("all") ? Stops.Scope.ALL : Stops.Scope.TENANT;
    }
}
