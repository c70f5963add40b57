package org.openemm.web.account;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Context;
import java.util.Objects;
import org.openemm.InvalidInput;
import org.openemm.account.PasswordPolicy;
import org.openemm.account.PasswordResets;
import org.openemm.account.Users;
import org.openemm.web.access.AccessFilter;
import org.openemm.web.access.ForEveryone;
import org.openemm.web.ui.Input;
import org.openemm.web.ui.Ui;
import org.openemm.web.ui.View;

/** A forgotten password: asking for a link by mail, choosing a new one by that link. */
@Path("/logon")
public final class ResetResource {
    private static final String TOKEN = "token";
    private static final String USERNAME = "username";
    private static final int GONE = 410;
    private static final int TOO_MANY = 429;

    private final PasswordResets resets;
    private final Users users;

    ResetResource(PasswordResets resets, Users users) {
        this.resets = resets;
        this.users = users;
    }

    /**
     * @param asked true: says that a mail is on its way if name and address belong together
     * @param tooMany true: says to wait
     */
    public record ForgotPage(boolean asked, boolean tooMany, long minutes) {}

    /** Choosing a new password. */
    public record ResetPage(String username, String token, PasswordPolicy policy) {}

    /** A link that cannot be used. */
    public record DeadLinkPage(boolean expired) {}

    @GET
    @Path("forgot.action")
    @ForEveryone
    public View forgot() {
        return forgotPage(false, false);
    }

    @POST
    @Path("forgot.action")
    @ForEveryone
    public View request(@Context HttpServletRequest request, Input input) {
        String username = input.text(USERNAME);
        String email = input.text("email");
        if (username.isBlank()) {
            return forgot().again(
                            input, new InvalidInput(USERNAME, "account.forgot.username.missing"));
        }
        if (!email.contains("@")) {
            return forgot().again(input, new InvalidInput("email", "account.email.invalid"));
        }
        if (!resets.request(username, email, request.getRemoteAddr())) {
            return forgotPage(false, true).withStatus(TOO_MANY);
        }
        return forgotPage(true, false);
    }

    @GET
    @Path("reset-password.action")
    @ForEveryone
    public View form(@QueryParam(USERNAME) String username, @QueryParam(TOKEN) String token) {
        return form(Objects.requireNonNullElse(username, ""), token, null, null);
    }

    @POST
    @Path("reset-password.action")
    @ForEveryone
    public Object save(@Context Ui ui, @Context HttpServletRequest request, Input input) {
        String username = input.text(USERNAME);
        String token = input.text(TOKEN);
        try {
            resets.reset(
                    username,
                    token,
                    input.raw("password"),
                    input.raw("repeat"),
                    request.getRemoteAddr());
        } catch (InvalidInput e) {
            return form(username, token, input, e);
        }
        ui.flash("account.reset.done");
        return ui.redirect(AccessFilter.LOGIN);
    }

    private View form(String username, String token, Input input, InvalidInput problems) {
        String given = Objects.requireNonNullElse(token, "");
        PasswordResets.Link link = resets.check(username, given);
        if (link != PasswordResets.Link.GOOD) {
            return View.of(
                            "account/deadlink.jte",
                            new DeadLinkPage(link == PasswordResets.Link.EXPIRED))
                    .withStatus(GONE);
        }
        View form =
                View.of(
                        "account/reset.jte",
                        new ResetPage(username, given, users.policyOf(username)));
        return problems == null ? form : form.again(input, problems);
    }

    private static View forgotPage(boolean asked, boolean tooMany) {
        return View.of(
                "account/forgot.jte",
                new ForgotPage(asked, tooMany, PasswordResets.VALID.toMinutes()));
    }
}
