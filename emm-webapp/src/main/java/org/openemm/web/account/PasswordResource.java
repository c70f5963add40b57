package org.openemm.web.account;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.Context;
import org.openemm.InvalidInput;
import org.openemm.account.PasswordPolicy;
import org.openemm.account.Users;
import org.openemm.web.access.AccessFilter;
import org.openemm.web.access.ForEveryUser;
import org.openemm.web.access.SignedIn;
import org.openemm.web.ui.Input;
import org.openemm.web.ui.Ui;
import org.openemm.web.ui.View;

/** Replacing an initial or expired password before anything else. */
@Path(AccessFilter.NEW_PASSWORD)
public final class PasswordResource {
    private final Users users;

    PasswordResource(Users users) {
        this.users = users;
    }

    /**
     * @param initial true: given by somebody else; false: expired
     * @param policy what a password must look like
     */
    public record NewPasswordPage(boolean initial, PasswordPolicy policy) {}

    @GET
    @ForEveryUser(withOldPassword = true)
    public View form(@Context Ui ui) {
        PasswordPolicy policy = users.policy(ui.actor().companyId());
        boolean initial = ui.user().orElseThrow().passwordChanged().isEmpty();
        return View.of("account/password.jte", new NewPasswordPage(initial, policy));
    }

    @POST
    @ForEveryUser(withOldPassword = true)
    public Object save(@Context Ui ui, @Context HttpServletRequest request, Input input) {
        try {
            change(users, ui, request, input);
        } catch (InvalidInput e) {
            return form(ui).again(input, e);
        }
        ui.flash("account.password.changed");
        return ui.redirect("/dashboard.action");
    }

    /** Changes the password and carries the session over to the new one; others end. */
    static void change(Users users, Ui ui, HttpServletRequest request, Input input) {
        users.changePassword(
                ui.actor(), input.raw("current"), input.raw("password"), input.raw("repeat"));
        SignedIn.of(users.refreshed(ui.actor().id()).orElseThrow()).start(request);
    }
}
