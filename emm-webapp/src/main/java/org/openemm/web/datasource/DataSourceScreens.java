package org.openemm.web.datasource;

import java.util.List;
import org.openemm.Core;
import org.openemm.recipient.DataSources;
import org.openemm.web.Feature;
import org.openemm.web.ui.Menu;

/** Where recipients come from. */
public final class DataSourceScreens {
    private DataSourceScreens() {}

    public static Feature of(Core core) {
        return new Feature(
                "datasource",
                List.of(new DataSourceResource(new DataSources(core.database(), core.counted()))),
                List.of(
                        new Menu.Entry(
                                Menu.Place.DATA,
                                70,
                                "menu.data.sources",
                                "database",
                                DataSourceResource.LIST,
                                "datasource.show")));
    }
}
