package org.openemm.web.bouncecheck;

import java.util.List;
import org.openemm.Core;
import org.openemm.web.Feature;

/** The page that says why bounces do not come in. */
public final class BounceCheckScreens {
    private BounceCheckScreens() {}

    public static Feature of(Core core) {
        SelfTestPages selfTests = new SelfTestPages(core.mailloop().selfTests());
        BounceCheckResource check = new BounceCheckResource(core.mailloop().check(), selfTests);
        return new Feature(
                "bouncecheck",
                List.of(check, new SelfTestResource(core.mailloop().selfTests(), selfTests, check)),
                List.of());
    }
}
