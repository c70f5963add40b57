package org.openemm.blocklist;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Consumer;
import org.jdbi.v3.core.result.ResultIterable;
import org.jdbi.v3.core.statement.PreparedBatch;
import org.jdbi.v3.core.statement.Query;
import org.openemm.database.Rows;
import org.openemm.database.Transaction;

/** SQL of the blocklists: custN_ban_tbl of a company, cust_ban_tbl of the whole system. */
final class BlocklistStore {
    /** Values of column wildcard, which the database fills. */
    static final int ADDRESS = 0;

    /** {@code *@domain} or {@code name@*}: found by key. */
    static final int KEYED = 1;

    private static final int FREE = 2;
    private static final String COMMON = "cust_ban_tbl";
    private static final int FETCH = 1_000;

    private BlocklistStore() {}

    static String table(Blocklist.Scope scope, int companyId) {
        return scope == Blocklist.Scope.SYSTEM ? COMMON : "cust" + companyId + "_ban_tbl";
    }

    /** All that hold for a company. */
    static List<String> tables(int companyId) {
        return List.of(table(Blocklist.Scope.COMPANY, companyId), COMMON);
    }

    static boolean has(Transaction tx, String table, int wildcard) {
        return tx.sql()
                .createQuery(
                        "SELECT EXISTS (SELECT 1 FROM %s WHERE wildcard = :kind)".formatted(table))
                .bind("kind", wildcard)
                .mapTo(boolean.class)
                .one();
    }

    static List<String> freePatterns(Transaction tx, String table) {
        return tx.sql()
                .createQuery("SELECT email FROM %s WHERE wildcard = :kind".formatted(table))
                .bind("kind", FREE)
                .map((row, context) -> BlocklistEntry.normal(row.getString(1)))
                .list();
    }

    static long countFree(Transaction tx, String table) {
        return tx.sql()
                .createQuery("SELECT COUNT(*) FROM %s WHERE wildcard = :kind".formatted(table))
                .bind("kind", FREE)
                .mapTo(long.class)
                .one();
    }

    static void each(Transaction tx, String table, Consumer<BlocklistEntry> visitor) {
        entries(select(tx, table, "ORDER BY email").setFetchSize(FETCH), table).forEach(visitor);
    }

    static BlocklistPage page(Transaction tx, String table, BlocklistQuery wanted) {
        String where = where(wanted);
        Query found =
                bound(
                                select(
                                        tx,
                                        table,
                                        where + order(wanted) + " LIMIT :size OFFSET :start"),
                                wanted)
                        .bind("size", wanted.size())
                        .bind("start", (long) (wanted.page() - 1) * wanted.size());
        Query count =
                bound(
                        tx.sql().createQuery("SELECT COUNT(*) FROM %s %s".formatted(table, where)),
                        wanted);
        return new BlocklistPage(entries(found, table).list(), count.mapTo(Long.class).one());
    }

    private static String where(BlocklistQuery wanted) {
        StringBuilder where = new StringBuilder("WHERE TRUE");
        if (!wanted.search().isEmpty()) {
            where.append(" AND (INSTR(email, :search) > 0 OR INSTR(reason, :search) > 0)");
        }
        if (wanted.patterns() != null) {
            where.append(wanted.patterns() ? " AND wildcard > 0" : " AND wildcard = 0");
        }
        return where.toString();
    }

    private static String order(BlocklistQuery wanted) {
        String direction = wanted.descending() ? "DESC" : "ASC";
        return wanted.byTime()
                ? " ORDER BY timestamp %1$s, email %1$s".formatted(direction)
                : " ORDER BY email " + direction;
    }

    private static Query bound(Query query, BlocklistQuery wanted) {
        return wanted.search().isEmpty() ? query : query.bind("search", wanted.search());
    }

    static Optional<BlocklistEntry> exact(Transaction tx, String table, String email) {
        return entries(select(tx, table, "WHERE email = :email").bind("email", email), table)
                .findFirst();
    }

    /** Those of the keys that are there. */
    static List<BlocklistEntry> keyed(Transaction tx, String table, List<String> keys) {
        return entries(select(tx, table, "WHERE email IN (<keys>)").bindList("keys", keys), table)
                .list();
    }

    static List<BlocklistEntry> free(Transaction tx, String table) {
        return entries(select(tx, table, "WHERE wildcard = :kind").bind("kind", FREE), table)
                .list();
    }

    /** Those that are there already stay as they are. */
    static int insert(
            Transaction tx,
            String table,
            List<String> entries,
            String reason,
            String by,
            Instant now) {
        PreparedBatch insert =
                tx.sql()
                        .prepareBatch(
                                """
                                INSERT IGNORE INTO %s (email, reason, timestamp, added_by)
                                VALUES (:email, :reason, :now, :by)
                                """
                                        .formatted(table));
        for (String entry : entries) {
            insert.bind("email", entry)
                    .bind("reason", reason)
                    .bind("now", now)
                    .bind("by", by)
                    .add();
        }
        return Arrays.stream(insert.execute()).filter(count -> count > 0).sum();
    }

    /** A new reason, or another entry in the place of one: since when and by whom stay. */
    static void update(Transaction tx, String table, String old, String entry, String reason) {
        tx.sql()
                .createUpdate(
                        """
                        UPDATE %s SET email = :entry, reason = :reason WHERE email = :old
                        """
                                .formatted(table))
                .bind("entry", entry)
                .bind("reason", reason)
                .bind("old", old)
                .execute();
    }

    static int delete(Transaction tx, String table, String entry) {
        return tx.sql()
                .createUpdate("DELETE FROM %s WHERE email = :email".formatted(table))
                .bind("email", entry)
                .execute();
    }

    private static Query select(Transaction tx, String table, String rest) {
        return tx.sql()
                .createQuery(
                        "SELECT email, reason, timestamp, added_by FROM %s %s"
                                .formatted(table, rest));
    }

    private static ResultIterable<BlocklistEntry> entries(Query query, String table) {
        boolean common = table.equals(COMMON);
        return query.map((row, context) -> entry(row, common));
    }

    private static BlocklistEntry entry(ResultSet row, boolean common) throws SQLException {
        return new BlocklistEntry(
                row.getString("email"),
                Objects.toString(row.getString("reason"), ""),
                Rows.instant(row, "timestamp"),
                Objects.toString(row.getString("added_by"), ""),
                common);
    }
}
