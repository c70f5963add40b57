package org.openemm.backend.pickdist;

import java.io.IOException;
import java.time.LocalDateTime;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.openemm.backend.spool.PackageName;
import org.openemm.backend.spool.Spool;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Which packages may be begun as far as the spool tells: due and stamped, single ones with their
 * final file as well; those handed over before in any case. In the order of sending.
 */
final class ReadyPackages {
    private static final Logger LOG = LoggerFactory.getLogger(ReadyPackages.class);

    private final Spool spool;
    private final SpoolView view;
    private final Predicate<PackageName> mine;

    ReadyPackages(Spool spool, SpoolView view, Predicate<PackageName> mine) {
        this.spool = spool;
        this.view = view;
        this.mine = mine;
    }

    Deque<PackageName> list() {
        try {
            Spool.Listing listing = view.get();
            LocalDateTime now = spool.now();
            Set<String> complete =
                    listing.finals().stream()
                            .map(ReadyPackages::generation)
                            .collect(Collectors.toSet());
            return listing.packages().stream()
                    .filter(mine)
                    .filter(
                            name ->
                                    listing.handedOver().contains(name.base())
                                            || !name.earliest().isAfter(now)
                                                    && listing.stamps().contains(name.base())
                                                    && (!name.kind().isSingle()
                                                            || complete.contains(generation(name))))
                    .distinct()
                    .sorted()
                    .collect(Collectors.toCollection(ArrayDeque::new));
        } catch (IOException e) {
            LOG.error("The spool cannot be read", e);
            return new ArrayDeque<>();
        }
    }

    /** What one final file stands for: a whole generation, or one single package. */
    static String generation(PackageName name) {
        return name.kind().isSingle() ? name.base() : name.companyId() + "=" + name.generation();
    }
}
