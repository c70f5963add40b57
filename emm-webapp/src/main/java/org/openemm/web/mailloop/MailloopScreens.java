package org.openemm.web.mailloop;

import java.util.ArrayList;
import java.util.List;
import org.openemm.Core;
import org.openemm.bouncecheck.BounceCheck;
import org.openemm.mailloop.Filters;
import org.openemm.web.Feature;
import org.openemm.web.ui.Menu;
import org.openemm.web.ui.Tab;
import org.openemm.web.ui.Ui;

/** Response processing: what comes back to mailings. */
public final class MailloopScreens {
    /** The page that looks why nothing comes in; for administrators of the server. */
    public static final String CHECK = "/administration/bounce/check.action";

    private MailloopScreens() {}

    public static Feature of(Core core) {
        Filters filters = core.mailloop().filters();
        AddressTestResource test = new AddressTestResource(filters, core.mailloop().trials());
        return new Feature(
                "mailloop",
                List.of(
                        new FilterResource(filters, core.mailloop().figures(), core.mailinglists()),
                        test,
                        new TrialResource(core.mailloop().trials(), test),
                        new MessageListResource(core.messages(), filters),
                        new SoftbounceResource(core.mailloop().softbounces()),
                        new MessageResource(
                                core.messages(), filters, core.recipients(), core.mailings())),
                List.of(
                        new Menu.Entry(
                                Menu.Place.ADMINISTRATION,
                                30,
                                "menu.mailloop",
                                "reply-all",
                                FilterResource.LIST,
                                Filters.RIGHT_SHOW)));
    }

    /** The pages of the family. */
    public static List<Tab> tabs(Ui ui, String current) {
        List<Tab> tabs = new ArrayList<>();
        tabs.add(tab(ui, "mailloop.tab.filters", FilterResource.LIST, current));
        tabs.add(tab(ui, "mailloop.tab.messages", MessageListResource.PAGE, current));
        tabs.add(tab(ui, "mailloop.tab.softbounces", SoftbounceResource.PAGE, current));
        tabs.add(tab(ui, "mailloop.tab.test", AddressTestResource.PAGE, current));
        if (ui.may(BounceCheck.RIGHT)) {
            tabs.add(tab(ui, "bouncecheck.tab", CHECK, current));
        }
        return List.copyOf(tabs);
    }

    private static Tab tab(Ui ui, String key, String href, String current) {
        return new Tab(ui.t(key), href, href.equals(current));
    }
}
