package org.openemm.web.calendar;

import java.util.List;
import org.openemm.Core;
import org.openemm.web.Feature;
import org.openemm.web.ui.Menu;

/** The planning calendar. */
public final class CalendarScreens {
    private CalendarScreens() {}

    public static Feature of(Core core) {
        return new Feature(
                "calendar",
                List.of(new CalendarResource(core.planning())),
                List.of(
                        new Menu.Entry(
                                Menu.Place.MAILINGS,
                                60,
                                "menu.calendar",
                                "calendar-days",
                                CalendarResource.PAGE,
                                "calendar.show")));
    }
}
