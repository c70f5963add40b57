package org.openemm.web.importprofile;

import java.util.List;
import org.openemm.Core;
import org.openemm.web.Feature;
import org.openemm.web.ui.Menu;

/** Import profiles. */
public final class ImportProfileScreens {
    private ImportProfileScreens() {}

    public static Feature of(Core core) {
        return new Feature(
                "importprofile",
                List.of(
                        new ImportProfileListResource(core.imports().profiles()),
                        new ImportProfileResource(
                                core.imports().profiles(),
                                core.profileFields(),
                                core.mailinglists())),
                List.of(
                        new Menu.Entry(
                                Menu.Place.DATA,
                                15,
                                "menu.data.importprofiles",
                                "file-cog",
                                ImportProfileListResource.LIST,
                                "wizard.import")));
    }
}
