package org.openemm.recipient;

import static org.openemm.profilefield.CustomerTable.customerTable;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jdbi.v3.core.statement.Query;
import org.jdbi.v3.core.statement.Update;
import org.openemm.account.Actor;
import org.openemm.database.Transaction;
import org.openemm.profilefield.CustomerTable;
import org.openemm.profilefield.ProfileField;
import org.openemm.profilefield.StandardFields;

/** SQL of single recipients. Columns come from the catalogue, values are always bound. */
final class RecipientStore {
    /** Recipients of load trials are in no list, count or answer. */
    long insert(
            Transaction tx,
            int companyId,
            Map<ProfileField, Object> values,
            int datasourceId,
            Instant now) {
        String columns = columns(values);
        String binds = binds(values);
        Update insert =
                tx.sql()
                        .createUpdate(
                                """
                                INSERT INTO %s (%s, datasource_id, latest_datasource_id, creation_date, timestamp)
                                VALUES (%s, :datasource, :datasource, :now, :now)
                                """
                                        .formatted(customerTable(companyId), columns, binds));
        bind(insert, values);
        return insert.bind("datasource", datasourceId)
                .bind("now", now)
                .executeAndReturnGeneratedKeys()
                .mapTo(Long.class)
                .one();
    }

    /**
     * @param datasourceId source of the change, 0 to leave the last one
     */
    void update(
            Transaction tx,
            int companyId,
            long id,
            Map<ProfileField, Object> values,
            int datasourceId,
            Instant now) {
        int[] place = {0};
        String assignments =
                values.keySet().stream()
                        .map(field -> field.sql() + " = :v" + place[0]++ + ", ")
                        .collect(Collectors.joining());
        Update update =
                tx.sql()
                        .createUpdate(
                                """
                                UPDATE %s SET %s timestamp = :now,
                                       latest_datasource_id = IF(:datasource = 0, latest_datasource_id, :datasource)
                                 WHERE customer_id = :id
                                """
                                        .formatted(customerTable(companyId), assignments));
        bind(update, values);
        update.bind("datasource", datasourceId).bind("now", now).bind("id", id).execute();
    }

    Optional<Recipient> find(Transaction tx, Actor actor, long id, List<ProfileField> fields) {
        return select(tx, actor, fields, "customer_id = :id")
                .bind("id", id)
                .map((row, context) -> recipient(row, fields))
                .findOne();
    }

    /** The address, locking the row until the end of the transaction; nothing when it is gone. */
    Optional<String> lock(Transaction tx, Actor actor, long id) {
        return tx.sql()
                .createQuery(
                        "SELECT email FROM %s cust WHERE customer_id = :id%s FOR UPDATE"
                                .formatted(customerTable(actor.companyId()), actor.limit().and()))
                .bind("id", id)
                .mapTo(String.class)
                .findOne();
    }

    List<Long> findBy(Transaction tx, Actor actor, ProfileField field, Object value, int limit) {
        return tx.sql()
                .createQuery(
                        "SELECT cust.customer_id FROM %s cust WHERE cust.%s = :value AND %s%s ORDER BY cust.customer_id LIMIT :limit"
                                .formatted(
                                        customerTable(actor.companyId()),
                                        field.sql(),
                                        CustomerTable.VISIBLE,
                                        actor.limit().and()))
                .bind("value", value)
                .bind("limit", limit)
                .mapTo(Long.class)
                .list();
    }

    void delete(Transaction tx, int companyId, long id) {
        tx.sql()
                .createUpdate(
                        "DELETE FROM customer_%d_binding_tbl WHERE customer_id = :id"
                                .formatted(companyId))
                .bind("id", id)
                .execute();
        tx.sql()
                .createUpdate(
                        "DELETE FROM %s WHERE customer_id = :id"
                                .formatted(customerTable(companyId)))
                .bind("id", id)
                .execute();
    }

    static Recipient recipient(ResultSet row, List<ProfileField> fields) throws SQLException {
        Map<String, Object> values = new LinkedHashMap<>();
        for (ProfileField field : fields) {
            values.put(field.column(), field.type().read(row, field.column()));
        }
        return new Recipient(row.getLong(StandardFields.ID), values);
    }

    static String selectList(List<ProfileField> fields) {
        return fields.stream()
                .map(field -> "cust." + field.sql())
                .collect(Collectors.joining(", "));
    }

    private static Query select(
            Transaction tx, Actor actor, List<ProfileField> fields, String condition) {
        return tx.sql()
                .createQuery(
                        "SELECT %s FROM %s cust WHERE cust.%s AND %s%s"
                                .formatted(
                                        selectList(fields),
                                        customerTable(actor.companyId()),
                                        condition,
                                        CustomerTable.VISIBLE,
                                        actor.limit().and()));
    }

    private static String columns(Map<ProfileField, Object> values) {
        return values.keySet().stream().map(ProfileField::sql).collect(Collectors.joining(", "));
    }

    private static String binds(Map<ProfileField, Object> values) {
        int[] place = {0};
        return values.keySet().stream()
                .map(field -> ":v" + place[0]++)
                .collect(Collectors.joining(", "));
    }

    private static void bind(Update update, Map<ProfileField, Object> values) {
        int place = 0;
        for (Object value : values.values()) {
            update.bind("v" + place++, value);
        }
    }
}
