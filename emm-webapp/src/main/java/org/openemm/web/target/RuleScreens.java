package org.openemm.web.target;

import java.util.List;
import org.openemm.Core;
import org.openemm.web.Feature;

/** The editors of rules. */
public final class RuleScreens {
    private RuleScreens() {}

    public static Feature of(Core core) {
        return new Feature(
                "rules", List.of(new RulesResource(core.audiences().editing())), List.of());
    }
}
