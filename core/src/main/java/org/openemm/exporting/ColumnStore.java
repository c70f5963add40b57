package org.openemm.exporting;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import org.openemm.database.Transaction;

/**
 * SQL of export_column_mapping_tbl, which has the columns of a profile in their order. The lists of
 * fields and mailing lists in export_predef_tbl say the same for older readers; what only they name
 * comes first.
 */
final class ColumnStore {
    private static final String LIST = "mailinglist:";
    private static final String BOUNCE = "bounce:reason";
    private static final String SEPARATOR = ";";

    List<ExportColumn> read(Transaction tx, int profileId, String fields, String lists) {
        List<ExportColumn> mapped =
                tx.sql()
                        .createQuery(
                                """
                                SELECT db_column, file_column, default_value FROM export_column_mapping_tbl
                                 WHERE export_predef_id = :id ORDER BY id
                                """)
                        .bind("id", profileId)
                        .map(
                                (row, context) ->
                                        column(
                                                row.getString("db_column"),
                                                row.getString("file_column"),
                                                row.getString("default_value")))
                        .list();
        List<ExportColumn> columns = new ArrayList<>();
        parts(fields).stream()
                .filter(field -> mapped.stream().noneMatch(column -> column.field().equals(field)))
                .map(ExportColumn::ofField)
                .forEach(columns::add);
        parts(lists).stream()
                .filter(list -> list.matches("[0-9]{1,9}"))
                .map(Integer::valueOf)
                .filter(list -> mapped.stream().noneMatch(column -> column.mailinglistId() == list))
                .map(ExportColumn::ofList)
                .forEach(columns::add);
        columns.addAll(mapped);
        return columns;
    }

    void write(Transaction tx, int profileId, List<ExportColumn> columns) {
        tx.sql()
                .createUpdate("DELETE FROM export_column_mapping_tbl WHERE export_predef_id = :id")
                .bind("id", profileId)
                .execute();
        for (ExportColumn column : columns) {
            tx.sql()
                    .createUpdate(
                            """
                            INSERT INTO export_column_mapping_tbl
                                   (export_predef_id, db_column, file_column, default_value)
                            VALUES (:id, :column, :heading, :value)
                            """)
                    .bind("id", profileId)
                    .bind("column", name(column))
                    .bind("heading", column.heading())
                    .bind("value", column.value())
                    .execute();
        }
        tx.sql()
                .createUpdate(
                        """
                        UPDATE export_predef_tbl SET columns = :fields, mailinglists = :lists
                         WHERE export_predef_id = :id
                        """)
                .bind(
                        "fields",
                        columns.stream()
                                .filter(column -> column.kind() == ExportColumn.Kind.FIELD)
                                .map(ExportColumn::field)
                                .collect(Collectors.joining(SEPARATOR)))
                .bind(
                        "lists",
                        columns.stream()
                                .filter(column -> column.kind() == ExportColumn.Kind.LIST)
                                .map(column -> String.valueOf(column.mailinglistId()))
                                .collect(Collectors.joining(SEPARATOR)))
                .bind("id", profileId)
                .execute();
    }

    private static ExportColumn column(String name, String heading, String value) {
        if (name == null || name.isEmpty()) {
            return ExportColumn.own(heading, value);
        }
        if (name.equals(BOUNCE)) {
            return ExportColumn.bounceReason().withHeading(heading);
        }
        if (name.startsWith(LIST)) {
            return ExportColumn.ofList(Integer.parseInt(name.substring(LIST.length())))
                    .withHeading(heading);
        }
        return ExportColumn.ofField(name).withHeading(heading);
    }

    private static String name(ExportColumn column) {
        return switch (column.kind()) {
            case FIELD -> column.field();
            case LIST -> LIST + column.mailinglistId();
            case BOUNCE_REASON -> BOUNCE;
            case OWN -> "";
        };
    }

    private static List<String> parts(String stored) {
        return stored == null
                ? List.of()
                : Arrays.stream(stored.split("[;,]"))
                        .map(String::strip)
                        .filter(part -> !part.isEmpty())
                        .toList();
    }
}
