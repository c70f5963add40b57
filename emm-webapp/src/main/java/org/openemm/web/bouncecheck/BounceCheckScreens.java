package org.openemm.web.bouncecheck;

import java.util.List;
import org.openemm.Core;
import org.openemm.web.Feature;

/** The page that says why bounces do not come in. */
public final class BounceCheckScreens {
    private BounceCheckScreens() {}

    public static Feature of(Core core) {
        return new Feature(
                "bouncecheck",
                List.of(new BounceCheckResource(core.mailloop().check())),
                List.of());
    }
}
