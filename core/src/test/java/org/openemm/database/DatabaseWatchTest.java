package org.openemm.database;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.openemm.testsupport.TestDatabase;

/** A database that stands still: nothing breaks, nothing answers. */
class DatabaseWatchTest {
    private static final Duration PATIENCE = Duration.ofMillis(700);

    private static TestDatabase server;
    private static Database database;

    @BeforeAll
    static void open() {
        server = TestDatabase.createEmptyWithServer();
        server.dataSource().setTestOnBorrow(true);
        server.dataSource().setValidationQueryTimeout(Duration.ofSeconds(1));
        server.dataSource().setConnectionProperties("connectTimeout=1000");
        database =
                Database.over(
                        server.dataSource(),
                        List.of(),
                        new DatabaseWatch(
                                server.dataSource(),
                                new DatabaseWatch.Limits(
                                        Duration.ofMillis(50), Duration.ofSeconds(1))));
    }

    @AfterEach
    void goOn() {
        server.thaw();
    }

    @AfterAll
    static void close() {
        database.close();
        server.close();
    }

    @Test
    void nobodyWaitsForADatabaseThatStandsStillAndItIsUsedAgainWhenItGoesOn() {
        CompletableFuture<Void> begun = new CompletableFuture<>();
        CompletableFuture<Integer> inWork =
                CompletableFuture.supplyAsync(
                        () -> {
                            try (Database.Patience little = database.patience(PATIENCE)) {
                                return database.inTransaction(
                                        tx -> {
                                            begun.complete(null);
                                            return tx.sql()
                                                    .createQuery("SELECT SLEEP(600)")
                                                    .mapTo(Integer.class)
                                                    .one();
                                        });
                            }
                        });
        begun.join();
        server.freeze();

        CompletionException broken = assertThrows(CompletionException.class, inWork::join);
        assertTrue(isConnectionFailure(broken), broken.toString());
        DatabaseFailure refused = assertThrows(DatabaseFailure.class, this::ask);
        assertTrue(isConnectionFailure(refused), refused.toString());

        server.thaw();
        while (!answers()) {
            LockSupport.parkNanos(10_000_000);
        }
        assertEquals(1, ask());
    }

    @Test
    void aStatementThatTakesLongerThanThePatienceOfPagesGoesOn() {
        try (Database.Patience little = database.patience(PATIENCE)) {
            assertThrows(DatabaseFailure.class, () -> sleep("1.5"));
        }
        assertEquals(0, sleep("1"));
    }

    private int sleep(String seconds) {
        return database.inTransaction(
                tx ->
                        tx.sql()
                                .createQuery("SELECT SLEEP(" + seconds + ")")
                                .mapTo(Integer.class)
                                .one());
    }

    private int ask() {
        return database.inTransaction(
                tx -> tx.sql().createQuery("SELECT 1").mapTo(Integer.class).one());
    }

    private boolean answers() {
        try {
            return ask() == 1;
        } catch (DatabaseFailure e) {
            return false;
        }
    }

    private static boolean isConnectionFailure(Throwable error) {
        for (Throwable cause = error; cause != null; cause = cause.getCause()) {
            if (cause instanceof SQLException sql
                    && sql.getSQLState() != null
                    && sql.getSQLState().startsWith("08")) {
                return true;
            }
        }
        return false;
    }
}
