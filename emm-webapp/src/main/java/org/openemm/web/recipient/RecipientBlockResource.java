package org.openemm.web.recipient;

import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.core.Context;
import java.util.List;
import java.util.Map;
import org.openemm.InvalidInput;
import org.openemm.blocklist.Blocklist;
import org.openemm.recipient.Recipients;
import org.openemm.web.access.Requires;
import org.openemm.web.ui.Input;
import org.openemm.web.ui.Ui;

/** The address of a recipient on the blocklist, put there and taken away where it is shown. */
@Path("/recipient")
public final class RecipientBlockResource {
    private final Recipients recipients;
    private final Blocklist blocklist;
    private final RecipientResource page;

    RecipientBlockResource(Recipients recipients, Blocklist blocklist, RecipientResource page) {
        this.recipients = recipients;
        this.blocklist = blocklist;
        this.page = page;
    }

    @POST
    @Path("{id: [0-9]{1,10}}/block.action")
    @Requires("recipient.change")
    public Object block(@Context Ui ui, @PathParam("id") long id, Input input) {
        String email = recipients.get(ui.actor(), id).email();
        try {
            blocklist.addAll(ui.actor(), List.of(email), input.text("reason"));
        } catch (InvalidInput e) {
            return page.view(ui, id).again(Input.of(Map.of()), e);
        }
        ui.flash("recipient.block.done", email);
        return ui.redirect("/recipient/" + id + "/view.action#blocklist");
    }

    /** Lists in which the entry blocked the person are open to a new subscription again. */
    @POST
    @Path("{id: [0-9]{1,10}}/unblock.action")
    @Requires("recipient.delete")
    public Object unblock(@Context Ui ui, @PathParam("id") long id) {
        String email = recipients.get(ui.actor(), id).email();
        List<Integer> lists = List.copyOf(blocklist.blockedIn(ui.actor(), email).keySet());
        blocklist.remove(ui.actor(), email, lists);
        ui.flash("blocklist.removed", email);
        return ui.redirect("/recipient/" + id + "/view.action#blocklist");
    }
}
