package org.openemm.web.dashboard;

import java.util.List;
import org.openemm.Core;
import org.openemm.web.Feature;
import org.openemm.web.ui.Menu;

/** The first page after login. */
public final class DashboardScreens {
    private DashboardScreens() {}

    public static Feature of(Core core) {
        Overview overview =
                new Overview(
                        core.mailings(),
                        core.mailingStatistics(),
                        core.sending(),
                        core.recipients(),
                        core.mailinglists());
        return new Feature(
                "dashboard",
                List.of(new DashboardResource(overview)),
                List.of(
                        new Menu.Entry(
                                Menu.Place.HOME,
                                10,
                                "menu.dashboard",
                                "layout-dashboard",
                                "/dashboard.action",
                                "")));
    }
}
