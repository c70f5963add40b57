package org.openemm.web.dashboard;

import java.util.List;
import org.openemm.Core;
import org.openemm.web.Feature;
import org.openemm.web.ui.Menu;

/** The first page after login. */
public final class DashboardScreens {
    private DashboardScreens() {}

    public static Feature of(Core core) {
        Tiles tiles =
                new Tiles(
                        core.dashboard().attention(),
                        core.planning(),
                        core.sending(),
                        core.dashboard().recentMailings(),
                        core.dashboard().growth(),
                        core.mailinglists());
        return new Feature(
                "dashboard",
                List.of(
                        new DashboardResource(
                                tiles, core.dashboard().layouts(), core.dashboard().firstSteps()),
                        new TileResource(tiles, core.sendings().expected()),
                        new LayoutResource(core.dashboard().layouts())),
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
