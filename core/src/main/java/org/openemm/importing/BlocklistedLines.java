package org.openemm.importing;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import org.openemm.database.Transaction;
import org.openemm.recipient.Blocklist;

/** Which waiting rows have an address on the blocklist. */
final class BlocklistedLines {
    private static final int FETCH = 2_000;

    private final Blocklist blocklist;
    private final StageTable stage;

    BlocklistedLines(Blocklist blocklist, StageTable stage) {
        this.blocklist = blocklist;
        this.stage = stage;
    }

    List<Long> of(Transaction tx, Import task) {
        List<Long> lines = new ArrayList<>(stage.blocklisted(tx, task.companyId()));
        Optional<Predicate<String>> patterns = blocklist.patterns(tx, task.companyId());
        if (patterns.isEmpty()) {
            return lines;
        }
        tx.sql()
                .createQuery("SELECT line, email FROM " + stage.name())
                .setFetchSize(FETCH)
                .map((row, context) -> new Address(row.getLong("line"), row.getString("email")))
                .forEach(
                        address -> {
                            if (patterns.get().test(address.email)) {
                                lines.add(address.line);
                            }
                        });
        return lines;
    }

    private record Address(long line, String email) {}
}
