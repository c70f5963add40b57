package org.openemm.web.mailinglist;

import java.util.List;
import org.openemm.Core;
import org.openemm.statistics.ListGrowth;
import org.openemm.web.Feature;
import org.openemm.web.ui.Menu;

/** Mailing lists. */
public final class MailinglistScreens {
    private MailinglistScreens() {}

    public static Feature of(Core core) {
        return new Feature(
                "mailinglist",
                List.of(
                        new MailinglistListResource(
                                core.lists(), new ListGrowth(core.database(), core.clock())),
                        new MailinglistResource(
                                core.lists(),
                                core.dispatch().routes(),
                                new ListGrowth(core.database(), core.clock())),
                        new ClearListResource(core.persons().changes(), core.mailinglists())),
                List.of(
                        new Menu.Entry(
                                Menu.Place.RECIPIENTS,
                                30,
                                "menu.recipients.mailinglists",
                                "list",
                                "/mailinglist/list.action",
                                "mailinglist.show")));
    }
}
