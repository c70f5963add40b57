package org.openemm.web.pick;

import java.util.List;
import org.openemm.Core;
import org.openemm.web.Feature;

/** What pickers search. */
public final class PickScreens {
    private PickScreens() {}

    public static Feature of(Core core) {
        return new Feature(
                "pick",
                List.of(
                        new PickResource(
                                core.targets(),
                                core.mailings(),
                                core.recipients(),
                                core.mailingFiles()),
                        new PickLinkResource(core.mailingLinks()),
                        new PickListResource(
                                core.mailinglists(),
                                new ListSizes(core.mailinglists(), core.clock()))),
                List.of());
    }
}
