package org.openemm.web.help;

import java.util.List;
import org.openemm.web.Feature;

/** The handbook inside the product; reached from the top bar and by the search. */
public final class HelpScreens {
    private HelpScreens() {}

    public static Feature of(Handbook handbook) {
        return new Feature("help", List.of(new HelpResource(handbook)), List.of());
    }
}
