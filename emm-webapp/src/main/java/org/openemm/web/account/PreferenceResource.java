package org.openemm.web.account;

import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.Response;
import java.util.Set;
import org.openemm.InvalidInput;
import org.openemm.web.access.ForEveryUser;
import org.openemm.web.ui.Input;
import org.openemm.web.ui.Ui;

/** Keeps what a script has seen the user choose: fields {@code name} and {@code value}. */
@Path("/user/preference.action")
public final class PreferenceResource {
    /** What scripts may keep; everything else is kept by the page it belongs to. */
    private static final Set<String> NAMES =
            Set.of(
                    "side.collapsed",
                    "side.open",
                    "banner.closed",
                    "dashboard.tiles",
                    "mailing.preview",
                    "mailing.view",
                    "notifications.seen",
                    "recipient.filter",
                    "shortcuts",
                    "target.editor");

    @POST
    @ForEveryUser
    public Response keep(@Context Ui ui, Input input) {
        String name = input.text("name");
        if (!NAMES.contains(name)) {
            throw new InvalidInput("name", "account.preference.unknown");
        }
        ui.prefer(name, input.text("value"));
        return Response.noContent().build();
    }
}
