package org.openemm.web.recipientreport;

import java.util.List;
import org.openemm.Core;
import org.openemm.web.Feature;
import org.openemm.web.ui.Menu;

/** The log of imports and exports. */
public final class ReportScreens {
    private ReportScreens() {}

    public static Feature of(Core core) {
        return new Feature(
                "recipientreport",
                List.of(new ReportResource(core.exchange().reports())),
                List.of(
                        new Menu.Entry(
                                Menu.Place.DATA,
                                60,
                                "menu.data.logs",
                                "scroll-text",
                                ReportResource.LIST,
                                "wizard.import wizard.export")));
    }
}
