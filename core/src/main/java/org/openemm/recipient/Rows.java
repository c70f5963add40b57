package org.openemm.recipient;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.time.LocalDate;

/** Values out of result sets, typed as the product handles them. */
final class Rows {
    private Rows() {}

    /** Long, Double, String, LocalDate, Instant or null. */
    static Object value(ResultSet row, String column, DataType type) throws SQLException {
        Object value =
                switch (type) {
                    case INTEGER -> row.getLong(column);
                    case FLOAT -> row.getDouble(column);
                    case VARCHAR, TEXT -> row.getString(column);
                    case DATE -> row.getObject(column, LocalDate.class);
                    case DATETIME -> instant(row, column);
                };
        return row.wasNull() ? null : value;
    }

    static Instant instant(ResultSet row, String column) throws SQLException {
        Timestamp timestamp = row.getTimestamp(column);
        return timestamp == null ? null : timestamp.toInstant();
    }
}
