package org.openemm.recipient;

import java.util.Locale;
import java.util.Optional;

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
