package org.openemm.web.designsystem;

import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.core.Context;
import java.util.List;
import org.openemm.InvalidInput;
import org.openemm.NotFound;
import org.openemm.web.access.Requires;
import org.openemm.web.ui.Input;
import org.openemm.web.ui.Ui;
import org.openemm.web.ui.View;

/** The pages of the design system. They change nothing. */
@Path(DesignSystemResource.HOME)
public final class DesignSystemResource {
    static final String HOME = "/design-system";

    @GET
    @Requires(DesignSystemScreens.RIGHT)
    public View first(@Context Ui ui) {
        return view(Section.FOUNDATIONS);
    }

    @GET
    @Path("{section}")
    @Requires(DesignSystemScreens.RIGHT)
    public View section(@Context Ui ui, @PathParam("section") String name) {
        return view(find(name));
    }

    /** Samples of forms are sent here: says that it came and keeps nothing. */
    @POST
    @Path("{section}")
    @Requires(DesignSystemScreens.RIGHT)
    public Object sample(@Context Ui ui, @PathParam("section") String name, Input input) {
        Section section = find(name);
        if (input.flag("refuse")) {
            return view(section).again(input, refusal(input.text("name")));
        }
        ui.flash("designsystem.sample.sent");
        return ui.redirect(section.href());
    }

    /** So that errors can be seen, too. */
    private static InvalidInput refusal(String name) {
        return new InvalidInput(
                List.of(
                        new InvalidInput.Problem("name", "designsystem.form.refused", name),
                        new InvalidInput.Problem("number", "designsystem.form.refused.number")));
    }

    private static Section find(String name) {
        return Section.of(name).orElseThrow(() -> new NotFound("section", name));
    }

    private static View view(Section section) {
        return View.of("designsystem/" + section.path() + ".jte", section);
    }
}
