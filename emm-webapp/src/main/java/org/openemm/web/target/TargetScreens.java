package org.openemm.web.target;

import java.util.List;
import org.openemm.Core;
import org.openemm.web.Feature;
import org.openemm.web.ui.Menu;

/** Target groups. */
public final class TargetScreens {
    private TargetScreens() {}

    public static Feature of(Core core) {
        return new Feature(
                "target",
                List.of(
                        new TargetResource(core.targets(), core.audiences().editing()),
                        new RuleResource(core.targets(), core.audiences().insights()),
                        new InsightResource(core.audiences().insights()),
                        new TargetStatsResource(
                                core.targets(), core.audiences().insights(), core.mailinglists())),
                List.of(
                        new Menu.Entry(
                                Menu.Place.TARGETS,
                                10,
                                "menu.targets",
                                "target",
                                "/target/list.action",
                                "targets.show")));
    }
}
