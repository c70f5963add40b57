package org.openemm.rest;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.openemm.account.Actor;

/**
 * Rights that go with others: whoever may send a mailing may have it looked at for that, even
 * without the right to see mailings elsewhere.
 */
final class Grants {
    private Grants() {}

    /** The actor, once let in by the rights of the route, with these besides. */
    static Actor with(Actor actor, String... rights) {
        Set<String> all = new HashSet<>(actor.rights());
        all.addAll(List.of(rights));
        return new Actor(
                actor.kind(),
                actor.id(),
                actor.name(),
                actor.companyId(),
                all,
                actor.locale(),
                actor.zone(),
                actor.closedLists(),
                actor.limit());
    }
}
