package org.openemm.eql;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.Update;
import org.openemm.database.Database;
import org.openemm.testsupport.TestDatabase;

/**
 * A company with thirty recipients, six mailings and what happened to them, from the files beside
 * the tests. Its clock stands at noon of 20 November 2026.
 */
public final class World implements AutoCloseable {
    public static final int FIRST = 2_000_000;
    private static final String NOW = "2026-11-20 12:00:00";

    /** When everything happened that has no time of its own: a hundred days ago. */
    private static final String LONG_AGO = "2026-08-12 12:00:00";

    private static World shared;

    private final TestDatabase server = TestDatabase.create();
    public final Database database = Database.over(server.dataSource(), List.of());

    public World() {
        database.run(
                tx -> {
                    Handle sql = tx.sql();
                    sql.execute("SET FOREIGN_KEY_CHECKS = 0");
                    addFields(sql);
                    addRecipients(sql);
                    sql.execute("SET timestamp = UNIX_TIMESTAMP('" + LONG_AGO + "')");
                    rows("events.tsv").forEach(event -> addEvent(sql, event));
                    sql.execute("SET timestamp = DEFAULT");
                    WorldEvents.add(sql, rows("timed-events.tsv"), NOW);
                    sql.execute("UPDATE company_tbl SET mailtracking = 1 WHERE company_id = 1");
                    sql.execute("SET FOREIGN_KEY_CHECKS = 1");
                });
    }

    /** One world for all tests that leave it as it is; gone with the test run's server. */
    public static synchronized World shared() {
        if (shared == null) {
            shared = new World();
        }
        return shared;
    }

    /** Numbers (without {@link #FIRST}) of the recipients that fulfil a condition. */
    public List<Integer> select(String condition) throws SQLException {
        return database.inTransaction(
                tx -> {
                    try (Statement statement = tx.connection().createStatement()) {
                        statement.execute("SET timestamp = UNIX_TIMESTAMP('" + NOW + "')");
                        try (ResultSet rows =
                                statement.executeQuery(
                                        "SELECT customer_id FROM customer_1_tbl cust WHERE "
                                                + condition
                                                + " ORDER BY customer_id")) {
                            List<Integer> numbers = new ArrayList<>();
                            while (rows.next()) {
                                numbers.add(rows.getInt(1) - FIRST);
                            }
                            return numbers;
                        } finally {
                            statement.execute("SET timestamp = DEFAULT");
                        }
                    }
                });
    }

    /** Tab-separated rows of a file beside the tests, without comments; escapes resolved. */
    public static List<List<String>> rows(String file) {
        try (BufferedReader in =
                new BufferedReader(
                        new InputStreamReader(
                                Objects.requireNonNull(
                                        World.class.getResourceAsStream("/eql/" + file)),
                                StandardCharsets.UTF_8))) {
            return in.lines()
                    .filter(line -> !line.startsWith("#"))
                    .map(line -> Arrays.stream(line.split("\t", -1)).map(World::cell).toList())
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String cell(String text) {
        if (text.equals("\\N")) {
            return "NULL";
        }
        StringBuilder value = new StringBuilder();
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c != '\\') {
                value.append(c);
                continue;
            }
            i++;
            value.append(
                    switch (text.charAt(i)) {
                        case 't' -> '\t';
                        case 'n' -> '\n';
                        default -> text.charAt(i);
                    });
        }
        return value.toString();
    }

    private static void addFields(Handle sql) {
        sql.execute(
                """
                ALTER TABLE customer_1_tbl
                    ADD COLUMN g_int INT, ADD COLUMN g_float FLOAT, ADD COLUMN g_text VARCHAR(200),
                    ADD COLUMN g_date DATE, ADD COLUMN g_dt TIMESTAMP NULL,
                    ADD COLUMN g_birthday DATE, ADD COLUMN g_size VARCHAR(20),
                    ADD COLUMN g_status VARCHAR(20), ADD COLUMN g_blob DATE
                """);
        List<List<String>> names =
                List.of(
                        List.of("g_int", "g_int"),
                        List.of("g_float", "Weight kg"),
                        List.of("g_text", "g_text"),
                        List.of("g_date", "g_date"),
                        List.of("g_dt", "g_dt"),
                        List.of("g_birthday", "birthday"),
                        List.of("g_size", "Größe"),
                        List.of("g_status", "status"),
                        List.of("g_blob", "g_blob"));
        for (List<String> name : names) {
            sql.createUpdate(
                            """
                            INSERT INTO customer_field_tbl (company_id, col_name, shortname)
                            VALUES (1, :column, :name)
                            """)
                    .bind("column", name.get(0))
                    .bind("name", name.get(1))
                    .execute();
        }
    }

    private static void addRecipients(Handle sql) {
        List<List<String>> rows = rows("recipients.tsv");
        List<String> columns = rows.get(0);
        String insert =
                "INSERT INTO customer_1_tbl (%s) VALUES (%s)"
                        .formatted(
                                String.join(", ", columns),
                                columns.stream()
                                        .map(column -> ":" + column)
                                        .collect(Collectors.joining(", ")));
        for (List<String> row : rows.subList(1, rows.size())) {
            Update update = sql.createUpdate(insert);
            for (int i = 0; i < columns.size(); i++) {
                String value = row.get(i);
                update.bind(columns.get(i), value.equals("NULL") ? null : value);
            }
            update.execute();
        }
    }

    private static void addEvent(Handle sql, List<String> event) {
        String insert =
                switch (event.get(0)) {
                    case "m" ->
                            "mailing_tbl (company_id, mailing_id, mailing_type, shortname) VALUES"
                                    + " (1, ?, ?, 'Mailing')";
                    case "l" ->
                            "rdir_url_tbl (company_id, mailing_id, url_id, full_url) VALUES (1, ?,"
                                    + " ?, 'https://www.example.com/')";
                    case "j" ->
                            "maildrop_status_tbl (company_id, status_id, mailing_id, status_field)"
                                    + " VALUES (1, ?, ?, ?)";
                    case "t" -> "mailtrack_1_tbl (maildrop_status_id, customer_id) VALUES (?, ?)";
                    case "s" -> "success_1_tbl (mailing_id, customer_id) VALUES (?, ?)";
                    case "i" -> "interval_track_1_tbl (mailing_id, customer_id) VALUES (?, ?)";
                    case "o" ->
                            "onepixellog_1_tbl (company_id, mailing_id, customer_id, open_count)"
                                    + " VALUES (1, ?, ?, 1)";
                    case "c" ->
                            "rdirlog_1_tbl (company_id, mailing_id, url_id, customer_id) VALUES (1,"
                                    + " ?, ?, ?)";
                    default -> throw new IllegalArgumentException(event.toString());
                };
        sql.execute("INSERT INTO " + insert, event.subList(1, event.size()).toArray());
    }

    @Override
    public void close() {
        database.close();
        server.close();
    }
}
