package org.openemm.exporting;

import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * An export as the database and the file understand it.
 *
 * @param select list of what is selected, the id of the recipient first
 * @param table of the recipients, alias {@code cust}
 * @param condition without WHERE
 * @param values to bind by name
 * @param headings of the file
 * @param cells one for each heading
 */
record ExportQuery(
        List<String> select,
        String table,
        String condition,
        Map<String, Object> values,
        List<String> headings,
        List<Cell> cells) {

    ExportQuery {
        values = new HashMap<>(values);
        cells = List.copyOf(cells);
    }

    /** In the order of the ids, which is how the table lies there. */
    String sql() {
        return "SELECT %s FROM %s cust WHERE %s ORDER BY cust.customer_id"
                .formatted(String.join(", ", select), table, condition);
    }

    String count() {
        return "SELECT COUNT(*) FROM %s cust WHERE %s".formatted(table, condition);
    }

    String lastId() {
        return "SELECT COALESCE(MAX(customer_id), 0) FROM " + table;
    }
}
