package org.openemm.web.account;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.Context;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import org.openemm.InvalidInput;
import org.openemm.account.LoginTracking;
import org.openemm.account.PasswordPolicy;
import org.openemm.account.Profile;
import org.openemm.account.User;
import org.openemm.account.Users;
import org.openemm.web.access.ForEveryUser;
import org.openemm.web.ui.Input;
import org.openemm.web.ui.Option;
import org.openemm.web.ui.Ui;
import org.openemm.web.ui.View;

/** Self-service: what users change about themselves. */
@Path("/user/self")
public final class SelfResource {
    private static final String PAGE = "/user/self/view.action";
    private static final int LOGINS = 10;
    private final Users users;

    SelfResource(Users users) {
        this.users = users;
    }

    /**
     * @param policy what a password must look like
     */
    public record SelfPage(
            User user,
            List<Option> languages,
            List<Option> zones,
            PasswordPolicy policy,
            List<LoginTracking.Attempt> logins) {}

    @GET
    @Path("view.action")
    @ForEveryUser
    public View view(@Context Ui ui) {
        PasswordPolicy policy = users.policy(ui.actor().companyId());
        return View.of(
                "account/self.jte",
                new SelfPage(
                        ui.user().orElseThrow(),
                        ui.languages(),
                        zones(ui.now()),
                        policy,
                        users.latestLogins(ui.actor(), LOGINS)));
    }

    @POST
    @Path("save.action")
    @ForEveryUser
    public Object save(@Context Ui ui, Input input) {
        try {
            users.changeProfile(ui.actor(), profile(input));
        } catch (InvalidInput e) {
            return view(ui).again(input, e);
        }
        ui.flash("account.self.saved");
        return ui.redirect(PAGE);
    }

    @POST
    @Path("password.action")
    @ForEveryUser
    public Object changePassword(@Context Ui ui, @Context HttpServletRequest request, Input input) {
        try {
            PasswordResource.change(users, ui, request, input);
        } catch (InvalidInput e) {
            return view(ui).again(input, e);
        }
        ui.flash("account.password.changed");
        return ui.redirect(PAGE);
    }

    private static Profile profile(Input input) {
        return new Profile(
                input.text("firstName"),
                input.text("lastName"),
                input.text("email"),
                input.text("language"),
                input.text("zone"),
                User.Theme.ofCode(input.integer("theme", User.Theme.SYSTEM.code())));
    }

    private static List<Option> zones(Instant now) {
        return ZoneId.getAvailableZoneIds().stream()
                .filter(zone -> zone.contains("/") && !zone.startsWith("SystemV/"))
                .filter(zone -> !zone.startsWith("Etc/") || zone.equals("Etc/UTC"))
                .sorted()
                .map(zone -> Option.of(zone, zone.replace('_', ' '), offset(zone, now)))
                .toList();
    }

    private static String offset(String zone, Instant now) {
        String offset = ZoneId.of(zone).getRules().getOffset(now).getId();
        return "UTC" + (offset.equals("Z") ? "" : " " + offset);
    }
}
