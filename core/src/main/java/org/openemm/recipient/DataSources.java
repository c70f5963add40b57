package org.openemm.recipient;

import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.openemm.account.Actor;
import org.openemm.database.Counted;
import org.openemm.database.Database;
import org.openemm.database.Rows;
import org.openemm.database.Transaction;
import org.openemm.profilefield.CustomerTable;

/** Where the recipients of a company come from. Right: datasource.show. Thread-safe. */
public final class DataSources {
    private static final Instant NEVER = Instant.parse("2037-01-01T00:00:00Z");

    /** Those of company 0 serve every company. */
    private static final String MATCHING =
            """
             FROM datasource_description_tbl d
             LEFT JOIN sourcegroup_tbl g ON g.sourcegroup_id = d.sourcegroup_id
            WHERE d.company_id IN (0, :company)
              AND (:search = '' OR INSTR(d.description, :search) > 0 OR CAST(d.datasource_id AS CHAR) = :search)
              AND (:everyDay OR d.timestamp >= :since AND d.timestamp < :until)
            """;

    private final Database database;
    private final Counted counted;

    public DataSources(Database database, Counted counted) {
        this.database = database;
        this.counted = counted;
    }

    /**
     * Which ones.
     *
     * @param search part of the description, or the id; empty for all
     * @param kind null for every kind
     * @param since null for no limit
     * @param until null for no limit
     * @param page counted from 1
     */
    public record Query(
            String search,
            DataSource.Kind kind,
            Instant since,
            Instant until,
            int page,
            int size) {}

    /**
     * @param total how many match
     */
    public record Page(List<DataSource> sources, long total) {}

    /** Newest first. */
    public Page page(Actor actor, Query query) {
        actor.require("datasource.show");
        return database.inTransaction(
                tx -> {
                    String from = MATCHING + kind(query.kind());
                    long total =
                            tx.sql()
                                    .createQuery("SELECT COUNT(*)" + from)
                                    .bindMap(binds(actor, query))
                                    .mapTo(Long.class)
                                    .one();
                    List<DataSource> sources =
                            tx.sql()
                                    .createQuery(
                                            "SELECT d.datasource_id, d.description, d.timestamp,"
                                                    + " d.url, g.sourcegroup_type"
                                                    + from
                                                    + " ORDER BY d.datasource_id DESC LIMIT :size"
                                                    + " OFFSET :offset")
                                    .bindMap(binds(actor, query))
                                    .bind("size", query.size())
                                    .bind("offset", (long) (query.page() - 1) * query.size())
                                    .map(
                                            (row, context) ->
                                                    new DataSource(
                                                            row.getInt("datasource_id"),
                                                            row.getString("description"),
                                                            DataSource.Kind.of(
                                                                    row.getString(
                                                                            "sourcegroup_type")),
                                                            Rows.instant(row, "timestamp"),
                                                            row.getString("url")))
                                    .list();
                    return new Page(sources, total);
                });
    }

    /**
     * How many recipients each source has brought, by its id; perhaps numbers of a little while
     * ago.
     */
    public Map<Integer, Long> recipients(Actor actor) {
        actor.require("datasource.show");
        return counted.of(
                List.of("data sources", actor.companyId(), actor.limit()),
                () -> database.inTransaction(tx -> count(tx, actor)));
    }

    private static Map<Integer, Long> count(Transaction tx, Actor actor) {
        Map<Integer, Long> counts = new HashMap<>();
        tx.sql()
                .createQuery(
                        "SELECT cust.datasource_id, COUNT(*) FROM %s cust WHERE %s AND cust.datasource_id IS NOT NULL%s GROUP BY cust.datasource_id"
                                .formatted(
                                        CustomerTable.customerTable(actor.companyId()),
                                        CustomerTable.VISIBLE,
                                        actor.limit().and()))
                .map((row, context) -> Map.entry(row.getInt(1), row.getLong(2)))
                .forEach(entry -> counts.put(entry.getKey(), entry.getValue()));
        return Map.copyOf(counts);
    }

    private static String kind(DataSource.Kind kind) {
        if (kind == null) {
            return "";
        }
        String others = kind == DataSource.Kind.OTHER ? " OR g.sourcegroup_type IS NULL" : "";
        return " AND (g.sourcegroup_type IN (" + kind.codes() + ")" + others + ")";
    }

    private static Map<String, Object> binds(Actor actor, Query query) {
        return Map.of(
                "company",
                actor.companyId(),
                "search",
                query.search().strip(),
                "everyDay",
                query.since() == null && query.until() == null,
                "since",
                query.since() == null ? Instant.EPOCH.plusSeconds(1) : query.since(),
                "until",
                query.until() == null || query.until().isAfter(NEVER) ? NEVER : query.until());
    }
}
