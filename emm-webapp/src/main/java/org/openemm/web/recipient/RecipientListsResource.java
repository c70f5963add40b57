package org.openemm.web.recipient;

import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.core.Context;
import java.util.List;
import java.util.Map;
import org.openemm.InvalidInput;
import org.openemm.recipient.BindingStatus;
import org.openemm.recipient.RecipientEditor;
import org.openemm.recipient.UserType;
import org.openemm.web.access.Requires;
import org.openemm.web.ui.Input;
import org.openemm.web.ui.Ui;

/** What a recipient is in one mailing list, changed where it is shown. */
@Path("/recipient")
public final class RecipientListsResource {
    private final RecipientEditor editor;
    private final RecipientResource page;

    RecipientListsResource(RecipientEditor editor, RecipientResource page) {
        this.editor = editor;
        this.page = page;
    }

    @POST
    @Path("{id: [0-9]{1,10}}/list.action")
    @Requires("recipient.change")
    public Object change(@Context Ui ui, @PathParam("id") long id, Input input) {
        try {
            BindingStatus status =
                    BindingStatus.find(input.integer("status", 0))
                            .orElseThrow(
                                    () -> new InvalidInput("status", "recipient.edit.status.none"));
            String type = input.text("type");
            editor.save(
                    ui.actor(),
                    id,
                    Map.of(),
                    List.of(
                            new RecipientEditor.Wish(
                                    input.integer("list"),
                                    status,
                                    type.isEmpty()
                                            ? UserType.WORLD
                                            : UserType.find(type.charAt(0)).orElse(UserType.WORLD),
                                    input.text("remark"))));
        } catch (InvalidInput e) {
            return page.view(ui, id).again(Input.of(Map.of()), e);
        }
        ui.flash("recipient.list.saved");
        return ui.redirect("/recipient/" + id + "/view.action#lists");
    }
}
