package org.openemm.web.designsystem;

import java.util.List;
import org.openemm.web.Feature;
import org.openemm.web.ui.Menu;

/** Every component in every state, for those who build or judge screens. */
public final class DesignSystemScreens {
    static final String RIGHT = "admin.show";

    private DesignSystemScreens() {}

    public static Feature screens() {
        return new Feature(
                "designsystem",
                List.of(new DesignSystemResource()),
                List.of(
                        new Menu.Entry(
                                Menu.Place.ADMINISTRATION,
                                90,
                                "menu.designsystem",
                                "palette",
                                DesignSystemResource.HOME,
                                RIGHT)));
    }
}
