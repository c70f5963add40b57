package org.openemm.database;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.TimeZone;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.openemm.testsupport.TestDatabase;

class DatabaseTest {
    private static TestDatabase server;
    private static Database database;

    @BeforeAll
    static void open() {
        server = TestDatabase.create();
        database = Database.over(server.dataSource(), List.of());
        database.run(
                tx -> tx.sql().execute("CREATE TABLE note (id INT PRIMARY KEY, text VARCHAR(20))"));
    }

    @AfterAll
    static void close() {
        database.close();
        server.close();
    }

    @Test
    void workThatThrowsLeavesNothingBehind() {
        assertThrows(
                IllegalStateException.class,
                () ->
                        database.run(
                                tx -> {
                                    tx.sql().execute("INSERT INTO note VALUES (1, 'lost')");
                                    throw new IllegalStateException();
                                }));
        assertEquals(0, count(1));
    }

    @Test
    void sqlAndEntitiesShareOneConnection() {
        database.run(
                tx -> {
                    tx.sql().execute("INSERT INTO note VALUES (2, 'seen')");
                    Object text =
                            tx.entities()
                                    .createNativeQuery(
                                            "SELECT text FROM note WHERE id = 2", String.class)
                                    .getSingleResult();
                    assertEquals("seen", text);
                });
        assertEquals(1, count(2));
    }

    @Test
    void whatSqlWritesIsGoneWhenEntitiesFail() {
        assertThrows(
                RuntimeException.class,
                () ->
                        database.run(
                                tx -> {
                                    tx.sql().execute("INSERT INTO note VALUES (3, 'lost')");
                                    tx.entities()
                                            .createNativeMutationQuery(
                                                    "INSERT INTO note VALUES (3, 'x')")
                                            .executeUpdate();
                                }));
        assertEquals(0, count(3));
    }

    @Test
    void momentsAndDaysAreTheSameForTheDatabaseWhateverTheZoneOfTheMachine() {
        Instant moment = Instant.parse("2026-07-21T10:00:00Z");
        LocalDate day = LocalDate.of(2024, 2, 29);
        TimeZone before = TimeZone.getDefault();
        TimeZone.setDefault(TimeZone.getTimeZone("Europe/Berlin"));
        try (TestDatabase elsewhere = TestDatabase.create()) {
            Database there = Database.over(elsewhere.dataSource(), List.of());
            there.run(
                    tx -> {
                        tx.sql().execute("CREATE TABLE moment (at TIMESTAMP NULL, day DATE)");
                        tx.sql()
                                .createUpdate("INSERT INTO moment VALUES (:at, :day)")
                                .bind("at", moment)
                                .bind("day", day)
                                .execute();
                        assertEquals(
                                moment.getEpochSecond(),
                                tx.sql()
                                        .createQuery("SELECT UNIX_TIMESTAMP(at) FROM moment")
                                        .mapTo(Long.class)
                                        .one());
                        assertEquals(
                                moment,
                                tx.sql()
                                        .createQuery("SELECT at FROM moment")
                                        .mapTo(Instant.class)
                                        .one());
                        assertEquals(
                                "2024-02-29",
                                tx.sql()
                                        .createQuery("SELECT CAST(day AS CHAR) FROM moment")
                                        .mapTo(String.class)
                                        .one());
                        assertEquals(
                                day,
                                tx.sql()
                                        .createQuery("SELECT day FROM moment")
                                        .mapTo(LocalDate.class)
                                        .one());
                    });
            there.close();
        } finally {
            TimeZone.setDefault(before);
        }
    }

    private static int count(int id) {
        return database.inTransaction(
                tx ->
                        tx.sql()
                                .createQuery("SELECT COUNT(*) FROM note WHERE id = :id")
                                .bind("id", id)
                                .mapTo(int.class)
                                .one());
    }
}
