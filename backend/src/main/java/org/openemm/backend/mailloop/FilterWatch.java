package org.openemm.backend.mailloop;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.openemm.mailloop.Acceptance;
import org.openemm.mailloop.FilterAddresses;
import org.openemm.mailloop.FilterDirectory;
import org.openemm.mailloop.Verdict;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What filters there are, read again and again; tells it to the mail server by its files. While the
 * database is away what was known last holds. Thread-safe.
 */
final class FilterWatch {
    private static final Logger LOG = LoggerFactory.getLogger(FilterWatch.class);

    private final FilterDirectory directory;
    private final RoutingFiles files;
    private volatile AddressBook book;
    private volatile FilterDirectory.Contents contents;
    private Set<String> told = Set.of();

    FilterWatch(FilterDirectory directory, RoutingFiles files) {
        this.directory = directory;
        this.files = files;
        book = files.lastKnown();
    }

    /** For whoever asks whom to accept. */
    AddressBook book() {
        return book;
    }

    /** Whether filters were read since the start: before, nothing can be done with a message. */
    boolean isKnown() {
        return contents != null;
    }

    /**
     * As what the first of the addresses that is ours takes mail.
     *
     * @return empty when none is
     */
    Optional<Acceptance> acceptance(List<String> addresses) {
        FilterAddresses all = contents.addresses();
        return addresses.stream()
                .map(all::lookup)
                .filter(Verdict::isOurs)
                .map(Verdict::acceptance)
                .findFirst();
    }

    /** Whether mail to the address would come back to us. */
    boolean isOurs(String address) {
        return contents.addresses().lookup(address).isOurs();
    }

    /** The only filter of a company, for messages that do not say where they were sent to. */
    Optional<Acceptance> onlyFilterOf(int companyId) {
        List<Integer> ids =
                contents.filters().stream()
                        .filter(filter -> filter.companyId() == companyId)
                        .map(filter -> filter.id())
                        .toList();
        return ids.size() == 1
                ? contents.addresses()
                        .bavConf()
                        .lines()
                        .filter(line -> line.startsWith("reply_" + ids.get(0) + "@"))
                        .map(line -> line.substring(0, line.indexOf('\t')))
                        .map(address -> contents.addresses().lookup(address))
                        .filter(Verdict::isOurs)
                        .map(Verdict::acceptance)
                        .findFirst()
                : Optional.empty();
    }

    /** Reads everything anew; what changed is in force when this returns. */
    synchronized void refresh() {
        try {
            FilterDirectory.Contents fresh = directory.read();
            contents = fresh;
            files.write(fresh.addresses());
            book = files.lastKnown();
            Set<String> warnings = new HashSet<>(fresh.addresses().warnings());
            warnings.stream()
                    .filter(warning -> !told.contains(warning))
                    .forEach(warning -> LOG.warn("Filter addresses: {}", warning));
            told = warnings;
        } catch (IOException | UncheckedIOException e) {
            LOG.error("Filter addresses cannot be written: {}", e.toString());
        } catch (RuntimeException e) {
            LOG.info("Filter addresses are read again later: {}", e.getMessage());
        }
    }
}
