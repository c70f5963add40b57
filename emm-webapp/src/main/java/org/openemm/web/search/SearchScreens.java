package org.openemm.web.search;

import java.util.List;
import org.openemm.Core;
import org.openemm.web.Feature;
import org.openemm.web.help.Handbook;

/** Global search and command palette. */
public final class SearchScreens {
    private SearchScreens() {}

    public static Feature of(Core core, Handbook handbook) {
        Things things =
                new Things(core.mailings(), core.recipients(), core.mailinglists(), core.targets());
        return new Feature(
                "search",
                List.of(new SearchResource(new Palette(things, handbook, core.clock()))),
                List.of());
    }
}
