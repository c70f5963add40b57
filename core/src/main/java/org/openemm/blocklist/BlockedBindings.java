package org.openemm.blocklist;

import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jdbi.v3.core.statement.Update;
import org.openemm.database.Transaction;

/** SQL on the bindings of recipients whom entries of a blocklist cover. */
final class BlockedBindings {
    /** Why a binding is blocked, as the interfaces say it. */
    static final String REMARK = "Added to blocklist";

    private static final int AT_ONCE = 1_000;

    /** customer_N_binding_tbl.user_status of those who may sign up again. */
    private static final int OPT_OUT_BY_ADMIN = 3;

    private BlockedBindings() {}

    /**
     * Ends all bindings of the recipients whom the entries cover.
     *
     * @return bindings changed
     */
    static int block(Transaction tx, int companyId, List<String> entries, Instant now) {
        int changed = 0;
        List<String> addresses =
                entries.stream().filter(e -> !BlocklistEntry.isPattern(e)).toList();
        for (int i = 0; i < addresses.size(); i += AT_ONCE) {
            List<String> some = addresses.subList(i, Math.min(addresses.size(), i + AT_ONCE));
            changed +=
                    blocking(tx, companyId, "", "cust.email IN (<some>)")
                            .bindList("some", some)
                            .bind("now", now)
                            .execute();
        }
        List<String> patterns = entries.stream().filter(BlocklistEntry::isPattern).toList();
        if (!patterns.isEmpty()) {
            Map<String, Object> values = new LinkedHashMap<>();
            String covered =
                    BlockPatterns.of(patterns).sql("cust.email", values).stream()
                            .collect(Collectors.joining(" OR ", "(", ")"));
            // Text of patterns is bound, so the condition holds nothing of a template.
            changed +=
                    blocking(tx, companyId, "", covered).bindMap(values).bind("now", now).execute();
        }
        return changed;
    }

    /** As {@link #block}, for all addresses of an upload. */
    static int blockUploaded(Transaction tx, int companyId, int uploadId, Instant now) {
        return blocking(
                        tx,
                        companyId,
                        "JOIN blocklist_upload_entry_tbl u ON u.upload_id = :upload AND u.email ="
                                + " cust.email",
                        "TRUE")
                .bind("upload", uploadId)
                .bind("now", now)
                .execute();
    }

    private static Update blocking(Transaction tx, int companyId, String join, String covered) {
        return tx.sql()
                .createUpdate(
                        """
                        UPDATE customer_%1$d_tbl cust %2$s
                          JOIN customer_%1$d_binding_tbl b ON b.customer_id = cust.customer_id
                           SET b.user_status = 6, b.user_remark = '%4$s', b.timestamp = :now
                         WHERE b.user_status IN (1, 2, 3, 4, 5, 7) AND %3$s
                        """
                                .formatted(companyId, join, covered, REMARK));
    }

    /** Recipients by list whom an entry has blocked; lists that are not deleted, by name. */
    static Map<Integer, Long> lists(Transaction tx, int companyId, String entry) {
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

    /**
     * Lets the recipients whom an entry blocked sign up again for some lists, unless the rule, as
     * it is without the entry, still covers them.
     */
    static int release(
            Transaction tx,
            int companyId,
            String entry,
            List<Integer> lists,
            String remark,
            Instant now) {
        BlockRule rule = BlockRule.of(tx, companyId, "cust.email");
        return tx.sql()
                .createUpdate(
                        """
                        UPDATE customer_%1$d_binding_tbl b
                          JOIN customer_%1$d_tbl cust ON cust.customer_id = b.customer_id
                           SET b.user_status = %2$d, b.user_remark = :remark, b.timestamp = :now
                         WHERE cust.email LIKE :like AND b.user_status = 6 AND b.mediatype = 0
                           AND b.mailinglist_id IN (<lists>) AND NOT %3$s
                        """
                                .formatted(companyId, OPT_OUT_BY_ADMIN, rule.where()))
                .bind("like", like(entry))
                .bind("remark", remark)
                .bind("now", now)
                .bindMap(rule.values())
                .bindList("lists", lists)
                .execute();
    }

    private static String like(String entry) {
        return entry.replace("\\", "\\\\")
                .replace("_", "\\_")
                .replace("%", "\\%")
                .replace('*', '%')
                .replace('?', '_');
    }
}
