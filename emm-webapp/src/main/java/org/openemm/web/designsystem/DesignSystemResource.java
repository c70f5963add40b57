package org.openemm.web.designsystem;

import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.Response;
import org.openemm.NotFound;
import org.openemm.web.access.Requires;
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
    public Response sample(@Context Ui ui, @PathParam("section") String name) {
        Section section = find(name);
        ui.flash("designsystem.sample.sent");
        return ui.redirect(section.href());
    }

    private static Section find(String name) {
        return Section.of(name).orElseThrow(() -> new NotFound("section", name));
    }

    private static View view(Section section) {
        return View.of("designsystem/" + section.path() + ".jte", section);
    }
}
