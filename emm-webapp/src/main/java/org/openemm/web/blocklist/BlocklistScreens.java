package org.openemm.web.blocklist;

import java.util.List;
import org.openemm.Core;
import org.openemm.web.Feature;
import org.openemm.web.ui.Menu;

/** The blocklist. */
public final class BlocklistScreens {
    private BlocklistScreens() {}

    public static Feature of(Core core) {
        return new Feature(
                "blocklist",
                List.of(
                        new BlocklistResource(core.blocklist(), core.mailinglists()),
                        new BlocklistBulkResource(core.blocklist()),
                        new BlocklistFileResource(
                                core.blocklist(), core.persons().blocklistUploads())),
                List.of(
                        new Menu.Entry(
                                Menu.Place.RECIPIENTS,
                                40,
                                "menu.recipients.blocklist",
                                "ban",
                                BlocklistResource.LIST,
                                "blacklist")));
    }
}
