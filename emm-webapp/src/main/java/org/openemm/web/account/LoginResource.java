package org.openemm.web.account;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpSession;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.Response;
import org.openemm.account.Logins;
import org.openemm.account.Users;
import org.openemm.config.Settings;
import org.openemm.notification.Notifications;
import org.openemm.servlet.DatabaseAway;
import org.openemm.web.access.AccessFilter;
import org.openemm.web.access.ForEveryUser;
import org.openemm.web.access.ForEveryone;
import org.openemm.web.access.SignedIn;
import org.openemm.web.ui.Input;
import org.openemm.web.ui.Ui;
import org.openemm.web.ui.View;

/** Coming in and going out. */
@Path("/")
public final class LoginResource {
    private static final String HOME = "/dashboard.action";
    private static final int FORBIDDEN = 403;
    private static final int TOO_MANY = 429;

    private final Logins logins;
    private final Users users;
    private final Notifications notifications;

    private final Settings settings;

    LoginResource(Logins logins, Users users, Notifications notifications, Settings settings) {
        this.logins = logins;
        this.users = users;
        this.notifications = notifications;
        this.settings = settings;
    }

    /**
     * What the login page shows.
     *
     * @param next where to go afterwards
     * @param problem empty on the first visit
     * @param notice legal notice of the installation; empty: none
     */
    public record LoginPage(String next, String username, String problem, String notice) {}

    @GET
    @ForEveryone
    public Response start(@Context Ui ui) {
        return ui.redirect(HOME);
    }

    @GET
    @Path("logon.action")
    @ForEveryone
    public Object form(@Context Ui ui, @QueryParam("next") String next) {
        return ui.user().isPresent() ? ui.redirect(HOME) : page(ui, safe(next), "", "");
    }

    @POST
    @Path("logon.action")
    @ForEveryone
    public Object logIn(@Context Ui ui, @Context HttpServletRequest request, Input input) {
        String username = input.text("username");
        String next = safe(input.text("next"));
        Logins.Outcome outcome =
                logins.attempt(username, input.raw("password"), request.getRemoteAddr());
        if (outcome instanceof Logins.Blocked blocked) {
            return page(
                            ui,
                            next,
                            username,
                            ui.t(
                                    "account.login.blocked",
                                    ui.format().duration(blocked.remaining())))
                    .withStatus(TOO_MANY);
        }
        if (outcome instanceof Logins.Welcome welcome) {
            return enter(ui, request, welcome, next);
        }
        return page(ui, next, username, ui.t("account.login.refused")).withStatus(FORBIDDEN);
    }

    @POST
    @Path("logout.action")
    @ForEveryUser(withOldPassword = true)
    public Response logOut(@Context Ui ui, @Context HttpServletRequest request) {
        logins.loggedOut(ui.actor());
        HttpSession session = request.getSession(false);
        if (session != null) {
            session.invalidate();
        }
        ui.flash("account.logout.done");
        return ui.redirect(AccessFilter.LOGIN);
    }

    private Response enter(Ui ui, HttpServletRequest request, Logins.Welcome welcome, String next) {
        Users.Known known = users.refreshed(welcome.user().id()).orElseThrow();
        SignedIn.of(known).start(request);
        if (welcome.user().lastLogin().isEmpty()) {
            notifications.welcome(known.actor());
        }
        if (welcome.failuresBefore() > 0) {
            ui.flashWarning(
                    welcome.failuresBefore() == 1
                            ? "account.login.failures.one"
                            : "account.login.failures.many",
                    welcome.failuresBefore());
        }
        return ui.redirect(
                users.mustChangePassword(welcome.user()) ? AccessFilter.NEW_PASSWORD : next);
    }

    private View page(Ui ui, String next, String username, String problem) {
        return View.of("account/login.jte", new LoginPage(next, username, problem, notice(ui)));
    }

    /**
     * Config values {@code logon.legal.en} and {@code logon.legal.de}; none while these are away.
     */
    private String notice(Ui ui) {
        try {
            return settings.get(0, "logon.legal." + ui.locale().getLanguage(), "").strip();
        } catch (RuntimeException e) {
            if (DatabaseAway.isBehind(e)) {
                return "";
            }
            throw e;
        }
    }

    /** Only pages of this application, never another site. */
    static String safe(String next) {
        boolean ours =
                next != null
                        && next.matches("/[A-Za-z0-9][^\\\\\\s]*")
                        && !next.startsWith(AccessFilter.LOGIN);
        return ours ? next : HOME;
    }
}
