package org.openemm.profilefield;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.LocalDate;
import java.util.Locale;
import java.util.Optional;
import org.openemm.database.Rows;

/** What a profile field can hold. */
public enum DataType {
    INTEGER,
    FLOAT,
    VARCHAR,
    /** Text longer than a VARCHAR; exists only where a database administrator made one. */
    TEXT,
    DATE,
    DATETIME;

    /** Numbers sort and compare by value. */
    public boolean isNumeric() {
        return this == INTEGER || this == FLOAT;
    }

    public boolean isText() {
        return this == VARCHAR || this == TEXT;
    }

    /** Day or moment. */
    public boolean isTemporal() {
        return this == DATE || this == DATETIME;
    }

    /** The value of a column of this type: Long, Double, String, LocalDate, Instant or null. */
    public Object read(ResultSet row, String column) throws SQLException {
        Object value =
                switch (this) {
                    case INTEGER -> row.getLong(column);
                    case FLOAT -> row.getDouble(column);
                    case VARCHAR, TEXT -> row.getString(column);
                    case DATE -> row.getObject(column, LocalDate.class);
                    case DATETIME -> Rows.instant(row, column);
                };
        return row.wasNull() ? null : value;
    }

    /**
     * From information_schema.COLUMNS.
     *
     * @param scale digits after the point, 0 when not applicable
     * @return nothing for types that are no profile data (blobs, JSON, bits)
     */
    static Optional<DataType> ofDatabase(String databaseType, int scale) {
        return switch (databaseType.toLowerCase(Locale.ROOT)) {
            case "tinyint", "smallint", "mediumint", "int", "bigint", "year" ->
                    Optional.of(INTEGER);
            case "decimal" -> Optional.of(scale == 0 ? INTEGER : FLOAT);
            case "float", "double" -> Optional.of(FLOAT);
            case "varchar", "char" -> Optional.of(VARCHAR);
            case "tinytext", "text", "mediumtext", "longtext" -> Optional.of(TEXT);
            case "date" -> Optional.of(DATE);
            case "datetime", "timestamp" -> Optional.of(DATETIME);
            default -> Optional.empty();
        };
    }
}
