package org.openemm.web.exporting;

import java.util.List;
import org.openemm.Core;
import org.openemm.web.Feature;
import org.openemm.web.ui.Menu;

/** Export of recipients. */
public final class ExportScreens {
    private ExportScreens() {}

    public static Feature of(Core core) {
        core.exchange().exports().startWatching();
        ExportWords words =
                new ExportWords(core.profileFields(), core.mailinglists(), core.targets());
        return new Feature(
                "exporting",
                List.of(
                        new ExportListResource(core.exchange().exports()),
                        new ExportProfileResource(core.exchange().exports(), words),
                        new ExportRunResource(core.exchange().exports())),
                List.of(
                        new Menu.Entry(
                                Menu.Place.DATA,
                                20,
                                "menu.data.export",
                                "download",
                                ExportListResource.LIST,
                                "wizard.export")));
    }
}
