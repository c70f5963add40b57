package org.openemm.web.account;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.Response;
import java.util.List;
import org.openemm.account.Profile;
import org.openemm.account.User;
import org.openemm.account.Users;
import org.openemm.web.access.ForEveryUser;
import org.openemm.web.ui.Input;
import org.openemm.web.ui.Ui;
import org.openemm.web.ui.View;

/**
 * What users change in the menu behind their initials, in place: appearance, language, time zone.
 * Without scripts the page that the form was on comes again.
 */
@Path("/user/quick")
public final class QuickSettingsResource {
    /** Tells a request of our scripts, which know already what has changed. */
    private static final String SILENT = "X-Silent";

    private final Users users;
    private final Zones zones;

    QuickSettingsResource(Users users, Zones zones) {
        this.users = users;
        this.zones = zones;
    }

    /** Zones to choose from. */
    public record ZonesPage(List<Zones.Zone> zones, String chosen) {}

    @POST
    @Path("theme.action")
    @ForEveryUser
    public Response theme(@Context Ui ui, @Context HttpServletRequest request, Input input) {
        User.Theme theme = User.Theme.ofCode(input.integer("theme", User.Theme.SYSTEM.code()));
        users.changeProfile(ui.actor(), current(ui).withTheme(theme));
        return done(ui, request, input);
    }

    @POST
    @Path("language.action")
    @ForEveryUser
    public Response language(@Context Ui ui, @Context HttpServletRequest request, Input input) {
        users.changeProfile(ui.actor(), current(ui).withLanguage(input.text("language")));
        return done(ui, request, input);
    }

    @POST
    @Path("zone.action")
    @ForEveryUser
    public Response zone(@Context Ui ui, @Context HttpServletRequest request, Input input) {
        users.changeProfile(ui.actor(), current(ui).withZone(input.text("zone")));
        return done(ui, request, input);
    }

    /** Fetched when somebody wants to choose: too long to be part of every page. */
    @GET
    @Path("zones.action")
    @ForEveryUser
    public View zones(@Context Ui ui) {
        return View.of(
                "account/zones.jte",
                new ZonesPage(zones.all(ui.locale()), ui.user().orElseThrow().zone().getId()));
    }

    /** As of now: the user of the page may be some seconds old. */
    private Profile current(Ui ui) {
        return Profile.of(users.refreshed(ui.actor().id()).orElseThrow().user());
    }

    private static Response done(Ui ui, HttpServletRequest request, Input input) {
        return request.getHeader(SILENT) == null
                ? ui.redirect(LoginResource.safe(input.text("back")))
                : Response.noContent().build();
    }
}
