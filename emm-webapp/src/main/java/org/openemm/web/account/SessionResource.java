package org.openemm.web.account;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import org.openemm.account.Logins;
import org.openemm.account.Users;
import org.openemm.web.access.AccessFilter;
import org.openemm.web.access.CsrfToken;
import org.openemm.web.access.ForEveryUser;
import org.openemm.web.access.ForEveryone;
import org.openemm.web.access.Sessions;
import org.openemm.web.access.SignedIn;
import org.openemm.web.ui.Input;
import org.openemm.web.ui.Ui;

/**
 * For scripts of open pages: how long the session lasts, staying logged in, logging in again in
 * place. Answers have no content but headers: seconds that remain, and the token for forms.
 */
@Path("/session")
public final class SessionResource {
    private static final String SECONDS = "X-Session-Seconds";
    private static final int FORBIDDEN = 403;
    private static final int TOO_MANY = 429;

    private final Logins logins;
    private final Users users;
    private final Sessions sessions;

    SessionResource(Logins logins, Users users, Sessions sessions) {
        this.logins = logins;
        this.users = users;
        this.sessions = sessions;
    }

    /** Zero seconds: not logged in; the token is for logging in then. */
    @GET
    @Path("info.action")
    @ForEveryone
    public Response info(@Context HttpServletRequest request) {
        return state(request);
    }

    /** A sign of the user, by being called. */
    @POST
    @Path("stay.action")
    @ForEveryUser
    public Response stay(@Context HttpServletRequest request) {
        return state(request);
    }

    @POST
    @Path("login.action")
    @ForEveryone
    public Response logIn(@Context Ui ui, @Context HttpServletRequest request, Input input) {
        Logins.Outcome outcome =
                logins.attempt(
                        input.text("username"), input.raw("password"), request.getRemoteAddr());
        if (outcome instanceof Logins.Blocked blocked) {
            return refused(
                    TOO_MANY,
                    ui.t("account.login.blocked", ui.format().duration(blocked.remaining())));
        }
        if (outcome instanceof Logins.Welcome welcome) {
            SignedIn.of(users.refreshed(welcome.user().id()).orElseThrow()).start(request);
            Response.ResponseBuilder answer = Response.fromResponse(state(request));
            if (users.mustChangePassword(welcome.user())) {
                answer.header("Location", AccessFilter.NEW_PASSWORD);
            }
            return answer.build();
        }
        return refused(FORBIDDEN, ui.t("account.login.refused"));
    }

    private Response state(HttpServletRequest request) {
        boolean loggedIn = sessions.userOf(request).isPresent();
        return Response.noContent()
                .header(SECONDS, loggedIn ? sessions.remaining(request).toSeconds() : 0)
                .header(CsrfToken.HEADER, CsrfToken.of(request))
                .build();
    }

    private static Response refused(int status, String reason) {
        return Response.status(status)
                .type(MediaType.TEXT_PLAIN_TYPE.withCharset("UTF-8"))
                .entity(reason)
                .build();
    }
}
