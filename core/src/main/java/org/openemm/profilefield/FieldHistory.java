package org.openemm.profilefield;

import java.time.Instant;
import java.util.List;
import org.openemm.account.Actor;
import org.openemm.database.Database;
import org.openemm.database.Rows;
import org.openemm.database.Transaction;

/** What was in the fields of a recipient that are kept in the history. Thread-safe. */
public final class FieldHistory {
    private final Database database;
    private final ProfileFields fields;

    FieldHistory(Database database, ProfileFields fields) {
        this.database = database;
        this.fields = fields;
    }

    /**
     * One change of one field. Those of the same moment were made together.
     *
     * @param before as stored, null for none; moments in UTC as {@code yyyy-MM-dd HH:mm:ss}
     * @param after likewise
     * @param datasourceId where the last change of the recipient came from, 0 for unknown
     */
    public record Entry(
            long id,
            Instant at,
            ProfileField field,
            String before,
            String after,
            int datasourceId) {}

    /**
     * Changes of a recipient, newest first, of fields that the actor may see. Right:
     * recipient.history.
     *
     * @param beforeId id of the last one of the page before, 0 for the first page
     */
    public List<Entry> of(Actor actor, long customerId, long beforeId, int limit) {
        actor.require("recipient.history");
        return database.inTransaction(tx -> page(tx, actor, customerId, beforeId, limit));
    }

    /**
     * Removes what was kept of a recipient. Not needed when the recipient is deleted, or emptied
     * with a new cleaned_date: then it goes by itself.
     */
    public void forget(Transaction tx, Actor actor, long customerId) {
        if (exists(tx, actor.companyId())) {
            tx.sql()
                    .createUpdate(
                            "DELETE FROM %s WHERE customer_id = :customer"
                                    .formatted(FieldTriggers.historyTable(actor.companyId())))
                    .bind("customer", customerId)
                    .execute();
        }
    }

    /** Id of the latest entry of a company, 0 for none. */
    static long last(Transaction tx, int companyId) {
        return exists(tx, companyId)
                ? tx.sql()
                        .createQuery(
                                "SELECT COALESCE(MAX(history_id), 0) FROM "
                                        + FieldTriggers.historyTable(companyId))
                        .mapTo(Long.class)
                        .one()
                : 0;
    }

    /** Removes what was kept of a field, of the entries after one id up to another. */
    static void forget(Transaction tx, int companyId, String column, long after, long upTo) {
        tx.sql()
                .createUpdate(
                        "DELETE FROM %s WHERE history_id > :after AND history_id <= :upTo AND col_name = :column"
                                .formatted(FieldTriggers.historyTable(companyId)))
                .bind("after", after)
                .bind("upTo", upTo)
                .bind("column", column)
                .execute();
    }

    private List<Entry> page(
            Transaction tx, Actor actor, long customerId, long beforeId, int limit) {
        ProfileFieldCatalog seen = fields.of(tx, actor);
        List<String> columns = seen.all().stream().map(ProfileField::column).toList();
        if (!exists(tx, actor.companyId())) {
            return List.of();
        }
        return tx.sql()
                .createQuery(
                        """
                        SELECT history_id, change_date, col_name, old_value, new_value, datasource_id FROM %s
                         WHERE customer_id = :customer AND (:before = 0 OR history_id < :before) AND col_name IN (<columns>)
                         ORDER BY history_id DESC LIMIT :limit
                        """
                                .formatted(FieldTriggers.historyTable(actor.companyId())))
                .bind("customer", customerId)
                .bind("before", beforeId)
                .bindList("columns", columns)
                .bind("limit", limit)
                .map(
                        (row, context) ->
                                new Entry(
                                        row.getLong("history_id"),
                                        Rows.instant(row, "change_date"),
                                        seen.require(row.getString("col_name")),
                                        row.getString("old_value"),
                                        row.getString("new_value"),
                                        row.getInt("datasource_id")))
                .list();
    }

    private static boolean exists(Transaction tx, int companyId) {
        return tx.sql()
                .createQuery(
                        "SELECT 1 FROM information_schema.tables WHERE table_schema = DATABASE()"
                                + " AND table_name = :table")
                .bind("table", FieldTriggers.historyTable(companyId))
                .mapTo(Integer.class)
                .findOne()
                .isPresent();
    }
}
