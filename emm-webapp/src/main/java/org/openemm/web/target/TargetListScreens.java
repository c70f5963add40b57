package org.openemm.web.target;

import java.util.List;
import org.openemm.Core;
import org.openemm.target.TargetList;
import org.openemm.web.Feature;

/** The list of target groups, and what is done with them from there. */
public final class TargetListScreens {
    private TargetListScreens() {}

    public static Feature of(Core core) {
        TargetList list = core.audiences().list();
        return new Feature(
                "targetlist",
                List.of(
                        new TargetListResource(list, core.audiences().figures()),
                        new TargetMarkResource(core.targets(), list.favorites()),
                        new TargetBulkResource(core.targets()),
                        new TargetFileResource(core.audiences().files()),
                        new TargetAccessResource(core.targets(), core.audiences().limits()),
                        new TargetRecipientsResource(
                                core.targets(),
                                core.audiences().filters(),
                                core.persons().listing(),
                                core.persons().changes())),
                List.of());
    }
}
