package org.openemm.web.dashboard;

import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.Context;
import org.openemm.dashboard.Layout;
import org.openemm.dashboard.Layouts;
import org.openemm.web.access.ForEveryUser;
import org.openemm.web.ui.Input;
import org.openemm.web.ui.Ui;
import org.openemm.web.ui.View;

/** Keeps how a user has arranged the dashboard. */
@Path("/dashboard/layout")
public final class LayoutResource {
    private final Layouts layouts;

    LayoutResource(Layouts layouts) {
        this.layouts = layouts;
    }

    /** Field {@code layout}: see {@link Layout#read}. */
    @POST
    @Path("save.action")
    @ForEveryUser
    public Object save(@Context Ui ui, Input input) {
        layouts.save(ui.actor(), Layout.read(input.text("layout")));
        return answer(ui);
    }

    @POST
    @Path("reset.action")
    @ForEveryUser
    public Object reset(@Context Ui ui) {
        layouts.reset(ui.actor());
        return answer(ui);
    }

    private Object answer(Ui ui) {
        return ui.isPartial()
                ? View.of(
                        "dashboard/arranging.jte",
                        Arrangement.of(ui.actor(), layouts.get(ui.actor())))
                : ui.redirect("/dashboard.action?arrange=true");
    }
}
