package org.openemm.backend.pickdist;

import java.time.Clock;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.openemm.backend.spool.Spool;
import org.openemm.config.Home;

/**
 * What all lanes share.
 *
 * @param view a recent look into the spool
 * @param inWork base names of packages that a lane of this process works on: after a change of
 *     routes another lane may find the same package
 */
public record LaneTools(
        Home home,
        Spool spool,
        SpoolView view,
        Gate gate,
        MailingStates states,
        Templates templates,
        Clock clock,
        Set<String> inWork) {

    public static LaneTools of(
            Home home,
            Spool spool,
            Gate gate,
            MailingStates states,
            Templates templates,
            Clock clock) {
        return new LaneTools(
                home,
                spool,
                new SpoolView(spool),
                gate,
                states,
                templates,
                clock,
                ConcurrentHashMap.newKeySet());
    }
}
