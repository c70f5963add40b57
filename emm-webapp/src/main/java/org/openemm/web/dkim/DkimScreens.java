package org.openemm.web.dkim;

import java.util.List;
import org.openemm.Core;
import org.openemm.dkim.DkimKeys;
import org.openemm.web.Feature;
import org.openemm.web.ui.Menu;

/** Keys that sign the mails of sender domains. */
public final class DkimScreens {
    private DkimScreens() {}

    public static Feature of(Core core) {
        return new Feature(
                "dkim",
                List.of(
                        new DkimListResource(core.dkim().keys(), core.dkim().unsigned()),
                        new DkimKeyResource(core.dkim().keys()),
                        new NewKeyResource(core.dkim().keys(), core.dkim().unsigned())),
                List.of(
                        new Menu.Entry(
                                Menu.Place.ADMINISTRATION,
                                45,
                                "menu.dkim",
                                "key-round",
                                DkimListResource.LIST,
                                DkimKeys.SHOW)));
    }
}
