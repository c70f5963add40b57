package org.openemm.profilefield;

import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.openemm.InvalidInput;
import org.openemm.database.Transaction;

/** SQL of what single users may do with profile fields (customer_field_permission_tbl). */
final class FieldRights {
    private FieldRights() {}

    private record Row(int user, String column, ProfileField.Editing editing) {}

    /** By user, then by column. */
    static Map<Integer, Map<String, ProfileField.Editing>> all(Transaction tx, int companyId) {
        Map<Integer, Map<String, ProfileField.Editing>> all = new HashMap<>();
        rows(tx, companyId, "%")
                .forEach(
                        row ->
                                all.computeIfAbsent(row.user(), user -> new HashMap<>())
                                        .put(row.column(), row.editing()));
        return all;
    }

    /** Of one field, by user. */
    static Map<Integer, ProfileField.Editing> of(Transaction tx, int companyId, String column) {
        Map<Integer, ProfileField.Editing> rights = new LinkedHashMap<>();
        rows(tx, companyId, column.replace("_", "\\_"))
                .forEach(row -> rights.put(row.user(), row.editing()));
        return rights;
    }

    /** Every user of the company by name. */
    static List<FieldAccess> users(Transaction tx, int companyId, String column) {
        Map<Integer, ProfileField.Editing> exceptions = of(tx, companyId, column);
        return tx.sql()
                .createQuery(
                        """
                        SELECT admin_id, username, TRIM(CONCAT(COALESCE(firstname, ''), ' ', COALESCE(fullname, ''))) AS name
                          FROM admin_tbl WHERE company_id = :company ORDER BY username
                        """)
                .bind("company", companyId)
                .map(
                        (row, context) -> {
                            String name = row.getString("name");
                            String user = row.getString("username");
                            return new FieldAccess(
                                    row.getInt("admin_id"),
                                    name.isEmpty() || name.equals(user)
                                            ? user
                                            : name + " (" + user + ")",
                                    exceptions.get(row.getInt("admin_id")));
                        })
                .list();
    }

    private static List<Row> rows(Transaction tx, int companyId, String columns) {
        return tx.sql()
                .createQuery(
                        """
                        SELECT admin_id, column_name, mode_edit FROM customer_field_permission_tbl
                         WHERE company_id = :company AND column_name LIKE :columns
                         ORDER BY admin_id
                        """)
                .bind("company", companyId)
                .bind("columns", columns)
                .map(
                        (row, context) ->
                                new Row(
                                        row.getInt("admin_id"),
                                        row.getString("column_name").toLowerCase(Locale.ROOT),
                                        ProfileField.Editing.ofCode(row.getInt("mode_edit"))))
                .list();
    }

    /**
     * @throws InvalidInput for an id that is no user of the company
     */
    static void requireUsers(Transaction tx, int companyId, Set<Integer> users) {
        if (users.isEmpty()) {
            return;
        }
        int known =
                tx.sql()
                        .createQuery(
                                "SELECT COUNT(*) FROM admin_tbl WHERE company_id = :company AND"
                                        + " admin_id IN (<users>)")
                        .bind("company", companyId)
                        .bindList("users", List.copyOf(users))
                        .mapTo(Integer.class)
                        .one();
        if (known != users.size()) {
            throw new InvalidInput("exceptions", "profilefield.users");
        }
    }

    /** Replaces the exceptions of one field; its row in customer_field_tbl must exist. */
    static void set(
            Transaction tx,
            int companyId,
            String column,
            Map<Integer, ProfileField.Editing> rights) {
        tx.sql()
                .createUpdate(
                        "DELETE FROM customer_field_permission_tbl WHERE company_id = :company AND"
                                + " column_name = :column")
                .bind("company", companyId)
                .bind("column", column)
                .execute();
        rights.forEach(
                (user, editing) ->
                        tx.sql()
                                .createUpdate(
                                        """
                                        INSERT INTO customer_field_permission_tbl (company_id, column_name, admin_id, mode_edit)
                                        VALUES (:company, :column, :user, :mode)
                                        """)
                                .bind("company", companyId)
                                .bind("column", column)
                                .bind("user", user)
                                .bind("mode", editing.code())
                                .execute());
    }
}
