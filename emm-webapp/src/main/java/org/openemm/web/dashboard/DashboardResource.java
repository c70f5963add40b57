package org.openemm.web.dashboard;

import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import org.openemm.web.access.ForEveryUser;
import org.openemm.web.ui.View;

/** The first page after login. */
@Path("/dashboard.action")
public final class DashboardResource {
    @GET
    @ForEveryUser
    public View show() {
        return View.of("dashboard/dashboard.jte", null);
    }
}
