package org.openemm.recipient;

import java.time.Instant;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Consumer;
import org.jdbi.v3.core.result.ResultIterable;
import org.jdbi.v3.core.statement.PreparedBatch;
import org.jdbi.v3.core.statement.Query;
import org.openemm.database.Transaction;

/** SQL of custN_ban_tbl. */
final class BlocklistStore {
    private static final int FETCH = 1_000;

    List<BlocklistEntry> all(Transaction tx, int companyId) {
        return entries(select(tx, companyId, "ORDER BY email")).list();
    }

    void each(Transaction tx, int companyId, Consumer<BlocklistEntry> visitor) {
        entries(select(tx, companyId, "ORDER BY email").setFetchSize(FETCH)).forEach(visitor);
    }

    BlocklistPage page(Transaction tx, int companyId, String search, int page, int size) {
        String where =
                search.isEmpty()
                        ? ""
                        : "WHERE INSTR(email, :search) > 0 OR INSTR(reason, :search) > 0";
        Query found =
                select(tx, companyId, where + " ORDER BY email LIMIT :size OFFSET :start")
                        .bind("size", size)
                        .bind("start", (long) (page - 1) * size);
        Query count =
                tx.sql()
                        .createQuery(
                                "SELECT COUNT(*) FROM cust%d_ban_tbl %s"
                                        .formatted(companyId, where));
        return new BlocklistPage(
                entries(search.isEmpty() ? found : found.bind("search", search)).list(),
                (search.isEmpty() ? count : count.bind("search", search)).mapTo(Long.class).one());
    }

    static Optional<BlocklistEntry> exact(Transaction tx, int companyId, String email) {
        return entries(select(tx, companyId, "WHERE email = :email").bind("email", email))
                .findFirst();
    }

    static List<BlocklistEntry> patterns(Transaction tx, int companyId) {
        return entries(select(tx, companyId, "WHERE email REGEXP '[*%?_]'")).list();
    }

    /** Those that are there already stay as they are. */
    int insert(Transaction tx, int companyId, List<String> entries, String reason, Instant now) {
        PreparedBatch insert =
                tx.sql()
                        .prepareBatch(
                                "INSERT IGNORE INTO cust%d_ban_tbl (email, reason, timestamp) VALUES (:email, :reason, :now)"
                                        .formatted(companyId));
        for (String entry : entries) {
            insert.bind("email", entry).bind("reason", reason).bind("now", now).add();
        }
        return Arrays.stream(insert.execute()).filter(count -> count > 0).sum();
    }

    int delete(Transaction tx, int companyId, String entry) {
        return tx.sql()
                .createUpdate(
                        "DELETE FROM cust%d_ban_tbl WHERE email = :email".formatted(companyId))
                .bind("email", entry)
                .execute();
    }

    Map<Integer, Long> blockedIn(Transaction tx, int companyId, String entry) {
        Map<Integer, Long> lists = new LinkedHashMap<>();
        tx.sql()
                .createQuery(
                        """
                        SELECT b.mailinglist_id, COUNT(*) AS recipients
                          FROM customer_%1$d_tbl cust
                          JOIN customer_%1$d_binding_tbl b ON b.customer_id = cust.customer_id
                          JOIN mailinglist_tbl l ON l.mailinglist_id = b.mailinglist_id
                                                AND l.company_id = :company AND l.deleted = 0
                         WHERE cust.email LIKE :like AND b.user_status = 6 AND b.mediatype = 0
                         GROUP BY b.mailinglist_id ORDER BY MIN(l.shortname)
                        """
                                .formatted(companyId))
                .bind("company", companyId)
                .bind("like", like(entry))
                .map(
                        (row, context) ->
                                Map.entry(row.getInt("mailinglist_id"), row.getLong("recipients")))
                .forEach(list -> lists.put(list.getKey(), list.getValue()));
        return lists;
    }

    int release(
            Transaction tx,
            int companyId,
            String entry,
            List<Integer> lists,
            String remark,
            Instant now) {
        return tx.sql()
                .createUpdate(
                        """
                        UPDATE customer_%1$d_binding_tbl b
                          JOIN customer_%1$d_tbl cust ON cust.customer_id = b.customer_id
                           SET b.user_status = 3, b.user_remark = :remark, b.timestamp = :now
                         WHERE cust.email LIKE :like AND b.user_status = 6 AND b.mediatype = 0
                           AND b.mailinglist_id IN (<lists>)
                        """
                                .formatted(companyId))
                .bind("like", like(entry))
                .bind("remark", remark)
                .bind("now", now)
                .bindList("lists", lists)
                .execute();
    }

    private static String like(String entry) {
        return entry.replace("\\", "\\\\").replace('*', '%').replace('?', '_');
    }

    private static Query select(Transaction tx, int companyId, String rest) {
        return tx.sql()
                .createQuery(
                        "SELECT email, reason, timestamp FROM cust%d_ban_tbl %s"
                                .formatted(companyId, rest));
    }

    private static ResultIterable<BlocklistEntry> entries(Query query) {
        return query.map(
                (row, context) ->
                        new BlocklistEntry(
                                row.getString("email"),
                                Objects.toString(row.getString("reason"), ""),
                                Rows.instant(row, "timestamp")));
    }
}
