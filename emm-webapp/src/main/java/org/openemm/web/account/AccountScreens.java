package org.openemm.web.account;

import java.util.List;
import org.openemm.Core;
import org.openemm.web.Feature;
import org.openemm.web.access.Sessions;
import org.openemm.web.ui.Menu;

/** Login, own account, activity log. */
public final class AccountScreens {
    private AccountScreens() {}

    public static Feature of(Core core) {
        return new Feature(
                "account",
                List.of(
                        new LoginResource(
                                core.users().logins(),
                                core.users(),
                                core.notifications(),
                                core.settings()),
                        new ResetResource(core.users().resets(), core.users()),
                        new SessionResource(
                                core.users().logins(),
                                core.users(),
                                new Sessions(core.users(), core.clock())),
                        new PasswordResource(core.users()),
                        new SelfResource(core.users()),
                        new QuickSettingsResource(core.users(), new Zones(core.clock())),
                        new PreferenceResource(),
                        new ActivityLogResource(core.accounts().history())),
                List.of(
                        new Menu.Entry(
                                Menu.Place.ADMINISTRATION,
                                10,
                                "menu.activitylog",
                                "history",
                                "/administration/useractivitylog/list.action",
                                "")));
    }
}
