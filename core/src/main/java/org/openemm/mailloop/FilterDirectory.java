package org.openemm.mailloop;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.openemm.config.Home;
import org.openemm.config.Machine;
import org.openemm.config.SystemCfg;
import org.openemm.database.Database;
import org.openemm.database.Transaction;

/** All filters of all companies, and the addresses that follow from them. */
public final class FilterDirectory {
    private static final int MASTER = 1;
    private static final String NONE = "localhost";

    private final Database database;
    private final Path ownLines;
    private final String filterName;
    private final String fqdn;
    private final FilterStore store = new FilterStore();

    public FilterDirectory(Database database, Home home, SystemCfg systemCfg) {
        this(database, home, systemCfg.get("filter-name").orElse(NONE), Machine.current().fqdn());
    }

    FilterDirectory(Database database, Home home, String filterName, String fqdn) {
        this.database = database;
        ownLines = home.root().resolve("var/lib/bav.conf-local");
        this.filterName = filterName.strip();
        this.fqdn = fqdn;
    }

    /** What there is at one moment. */
    public record Contents(List<Filter> filters, FilterAddresses addresses) {}

    public Contents read() {
        return database.inTransaction(this::read);
    }

    /**
     * @throws UncheckedIOException when var/lib/bav.conf-local cannot be read
     */
    public Contents read(Transaction tx) {
        return readWithout(tx, 0);
    }

    /** As if one filter did not exist. */
    Contents readWithout(Transaction tx, int id) {
        List<Filter> filters = store.all(tx).stream().filter(filter -> filter.id() != id).toList();
        Map<Integer, String> domains = store.domains(tx);
        return new Contents(
                filters, new FilterAddresses(filters, domains, first(domains), fqdn, ownLines()));
    }

    /** The domain at which people see the filter addresses of a company; empty for none. */
    public String domainOf(Transaction tx, int companyId) {
        Map<Integer, String> domains = store.domains(tx);
        return domains.getOrDefault(companyId, first(domains));
    }

    /** system.cfg names it, or it is that of the first company. */
    private String first(Map<Integer, String> domains) {
        return filterName.isEmpty() || filterName.equalsIgnoreCase(NONE)
                ? domains.getOrDefault(MASTER, "")
                : filterName;
    }

    private List<String> ownLines() {
        try {
            return Files.isRegularFile(ownLines)
                    ? Files.readAllLines(ownLines, StandardCharsets.ISO_8859_1)
                    : List.of();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
