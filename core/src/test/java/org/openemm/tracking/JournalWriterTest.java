package org.openemm.tracking;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.openemm.database.Database;
import org.openemm.testsupport.TestDatabase;
import org.openemm.tracking.TrackingEvent.Kind;

class JournalWriterTest {
    private static final String PHONE =
            "Mozilla/5.0 (iPhone; CPU iPhone OS 17_0 like Mac OS X) AppleWebKit/605.1.15"
                    + " Version/17.0 Mobile/15E148 Safari/604.1";
    private static final String DESKTOP =
            "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 Chrome/120.0"
                    + " Safari/537.36";
    private static final Instant NOON = Instant.parse("2026-11-20T12:10:00Z");
    private static TestDatabase server;
    private static Database database;
    @TempDir Path folder;
    private int mailing;

    @BeforeAll
    static void open() {
        server = TestDatabase.create();
        database = Database.over(server.dataSource(), List.of());
        database.run(
                tx ->
                        tx.sql()
                                .execute(
                                        """
                                        INSERT INTO customer_1_tbl (customer_id, email, sys_tracking_veto)
                                        VALUES (11, 'a@x.example', 0), (12, 'b@x.example', NULL), (13, 'c@x.example', 1)
                                        """));
    }

    @AfterAll
    static void close() {
        database.close();
        server.close();
    }

    @BeforeEach
    void aMailing() {
        mailing =
                database.inTransaction(
                        tx ->
                                tx.sql()
                                        .createUpdate(
                                                "INSERT INTO mailing_tbl (company_id, shortname)"
                                                        + " VALUES (1, 'News')")
                                        .executeAndReturnGeneratedKeys()
                                        .mapTo(Integer.class)
                                        .one());
    }

    @Test
    void aRecipientWhoOpensTwiceIsOneOpener() throws IOException {
        write(opening(11, 0, DESKTOP), opening(11, 61, PHONE), opening(12, 1, DESKTOP));

        assertEquals(
                Map.of(
                        "openings_gross",
                        3L,
                        "openers",
                        2L,
                        "openings_anonymous",
                        0L,
                        "clicks_gross",
                        0L),
                rollup("openings_gross", "openers", "openings_anonymous", "clicks_gross"));
        assertEquals(
                List.of("11 2 1 12:10 13:11", "12 1 0 12:11 12:11"),
                list(
                        """
                        SELECT CONCAT(customer_id, ' ', open_count, ' ', mobile_count, ' ', DATE_FORMAT(first_open, '%H:%i'), ' ',
                               DATE_FORMAT(last_open, '%H:%i')) FROM onepixellog_1_tbl WHERE mailing_id = :mailing ORDER BY 1
                        """));
        assertEquals(3, count("onepixellog_device_1_tbl"));
    }

    @Test
    void anOpenerOfAnEarlierBatchIsNotCountedAgain() throws IOException {
        try (Journal journal = journal()) {
            JournalWriter writer = new JournalWriter(database, journal);
            journal.append(opening(11, 0, DESKTOP));
            writer.writeBatch();
            journal.append(opening(11, 5, DESKTOP));
            writer.writeBatch();
        }
        assertEquals(
                Map.of("openings_gross", 2L, "openers", 1L), rollup("openings_gross", "openers"));
    }

    @Test
    void clicksAreCountedPerMailingPerLinkAndPerHour() throws IOException {
        write(click(11, 501, 0), click(11, 502, 1), click(11, 501, 70), click(12, 501, 2));

        assertEquals(
                Map.of("clicks_gross", 4L, "clickers", 2L), rollup("clicks_gross", "clickers"));
        assertEquals(
                List.of("501 3 2", "502 1 1"),
                list(
                        """
                        SELECT CONCAT(url_id, ' ', clicks_gross, ' ', clickers) FROM tracking_rollup_link_tbl
                         WHERE mailing_id = :mailing ORDER BY 1
                        """));
        assertEquals(
                List.of("12 3 2", "13 1 0"),
                list(
                        """
                        SELECT CONCAT(DATE_FORMAT(hour_start, '%H'), ' ', clicks_gross, ' ', clickers)
                          FROM tracking_rollup_hour_tbl WHERE mailing_id = :mailing ORDER BY hour_start
                        """));
    }

    @Test
    void whoMustNotBeTrackedIsCountedWithoutNameAndAddress() throws IOException {
        write(opening(13, 0, DESKTOP), click(13, 501, 1));

        assertEquals(
                Map.of(
                        "openings_gross",
                        1L,
                        "openings_anonymous",
                        1L,
                        "openers",
                        0L,
                        "clicks_anonymous",
                        1L,
                        "clickers",
                        0L),
                rollup(
                        "openings_gross",
                        "openings_anonymous",
                        "openers",
                        "clicks_anonymous",
                        "clickers"));
        assertEquals(
                List.of("0 -"),
                list(
                        "SELECT CONCAT(customer_id, ' ', COALESCE(ip_adr, '-')) FROM rdirlog_1_tbl"
                                + " WHERE mailing_id = :mailing"));
        assertEquals(0, count("onepixellog_1_tbl"));
    }

    @Test
    void deviceSystemAndClientAreKeptByTheirNames() throws IOException {
        write(opening(11, 0, PHONE), opening(12, 1, DESKTOP), opening(12, 2, ""));
        write(opening(11, 3, PHONE), click(12, 501, 4));

        String names =
                """
                SELECT CONCAT(e.customer_id, ' ', COALESCE(d.description, '-'), ' ', COALESCE(o.description, '-'), ' ',
                              COALESCE(c.description, '-'))
                  FROM %s e
                  LEFT JOIN device_tbl d ON d.device_id = e.device_id LEFT JOIN os_tbl o ON o.os_id = e.os_id
                  LEFT JOIN client_tbl c ON c.client_id = e.client_id
                 WHERE e.mailing_id = :mailing ORDER BY e.%s
                """;
        assertEquals(
                List.of(
                        "11 iPhone iOS Mobile Safari",
                        "12 - Windows Chrome",
                        "12 - - -",
                        "11 iPhone iOS Mobile Safari"),
                list(names.formatted("onepixellog_device_1_tbl", "creation")));
        assertEquals(
                List.of("12 - Windows Chrome"),
                list(names.formatted("rdirlog_1_tbl", "timestamp")));
    }

    @Test
    void madeUpUserAgentsHarmNothing() throws IOException {
        write(
                opening(11, 0, "'\"<script>{{[agn\u0000 Chrome/" + "9".repeat(5_000)),
                opening(
                        12,
                        1,
                        "Mozilla/5.0 (Linux; Android 9; " + "ä🦊'\\".repeat(200) + ") Mobile"));

        assertEquals(Map.of("openings_gross", 2L), rollup("openings_gross"));
    }

    @Test
    void eventsOfUnknownMailingsCountNothing() throws IOException {
        TrackingEvent foreign =
                new TrackingEvent(
                        Kind.OPENING, 1, 999_999, 11, 0, NOON.toEpochMilli(), "10.0.0.1", DESKTOP);
        write(foreign, opening(11, 0, DESKTOP));

        assertEquals(Map.of("openings_gross", 1L), rollup("openings_gross"));
    }

    @Test
    void nothingIsWrittenTwiceWhenTheProcessDiesBetweenWritingAndDeleting() throws IOException {
        try (Journal journal = journal()) {
            journal.append(opening(11, 0, DESKTOP));
            new JournalWriter(database, journal).writeBatch();
        }
        try (Journal journal = journal()) {
            JournalWriter afterRestart = new JournalWriter(database, journal);
            assertEquals(0, afterRestart.writeBatch());
        }
        assertEquals(Map.of("openings_gross", 1L), rollup("openings_gross"));
    }

    @Test
    void whenTheTransactionFailsNothingIsCountedAndTheEventsAreWrittenLater() throws IOException {
        try (Journal journal = journal()) {
            JournalWriter writer = new JournalWriter(database, journal);
            journal.append(opening(11, 0, DESKTOP));
            database.run(
                    tx -> tx.sql().execute("RENAME TABLE onepixellog_device_1_tbl TO away_tbl"));
            try {
                assertThrows(RuntimeException.class, writer::writeBatch);
            } finally {
                database.run(
                        tx ->
                                tx.sql()
                                        .execute(
                                                "RENAME TABLE away_tbl TO"
                                                        + " onepixellog_device_1_tbl"));
            }
            assertEquals(1, writer.writeBatch());
        }
        assertEquals(
                Map.of("openings_gross", 1L, "openers", 1L), rollup("openings_gross", "openers"));
    }

    private Journal journal() throws IOException {
        return Journal.open(folder, 1 << 20, Duration.ZERO);
    }

    private void write(TrackingEvent... events) throws IOException {
        try (Journal journal = journal()) {
            for (TrackingEvent event : events) {
                journal.append(event);
            }
            new JournalWriter(database, journal).writeBatch();
        }
    }

    private TrackingEvent opening(long customer, int minutes, String agent) {
        return event(Kind.OPENING, customer, 0, minutes, agent);
    }

    private TrackingEvent click(long customer, int url, int minutes) {
        return event(Kind.CLICK, customer, url, minutes, DESKTOP);
    }

    private TrackingEvent event(Kind kind, long customer, int url, int minutes, String agent) {
        long time = NOON.plus(Duration.ofMinutes(minutes)).toEpochMilli();
        return new TrackingEvent(kind, 1, mailing, customer, url, time, "10.0.0.1", agent);
    }

    private Map<String, Long> rollup(String... columns) {
        return database.inTransaction(
                tx -> {
                    Map<String, Object> row =
                            tx.sql()
                                    .createQuery(
                                            "SELECT * FROM tracking_rollup_mailing_tbl WHERE"
                                                    + " mailing_id = :mailing")
                                    .bind("mailing", mailing)
                                    .mapToMap()
                                    .one();
                    return java.util.Arrays.stream(columns)
                            .collect(
                                    java.util.stream.Collectors.toMap(
                                            c -> c, c -> ((Number) row.get(c)).longValue()));
                });
    }

    private List<String> list(String query) {
        return database.inTransaction(
                tx ->
                        tx.sql()
                                .createQuery(query)
                                .bind("mailing", mailing)
                                .mapTo(String.class)
                                .list());
    }

    private int count(String table) {
        return database.inTransaction(
                tx ->
                        tx.sql()
                                .createQuery(
                                        "SELECT COUNT(*) FROM <table> WHERE mailing_id = :mailing")
                                .define("table", table)
                                .bind("mailing", mailing)
                                .mapTo(int.class)
                                .one());
    }
}
