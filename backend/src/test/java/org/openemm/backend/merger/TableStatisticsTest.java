package org.openemm.backend.merger;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.openemm.database.Database;
import org.openemm.testsupport.TestDatabase;

class TableStatisticsTest {
    private static TestDatabase server;
    private static Database database;

    @BeforeAll
    static void open() {
        server = TestDatabase.createWithServer();
        database = Database.over(server.dataSource(), List.of());
    }

    @AfterAll
    static void close() {
        database.close();
        server.close();
    }

    @Test
    void aTableThatTheDatabaseBelievesToBeEmptyIsCountedAnew() {
        // As if it crashed before it came to count.
        sql("ALTER TABLE customer_1_tbl STATS_AUTO_RECALC = 0");
        sql(
                "INSERT INTO customer_1_tbl (customer_id, email) SELECT seq, CONCAT('r', seq,"
                        + " '@list.example') FROM seq_1_to_5000");
        server.kill();
        server.restart();
        server.dataSource().setTestOnBorrow(true);
        assertTrue(rows() < 100, "believed: " + rows());

        TableStatistics.correct(database, 1);

        assertEquals(5000, rows(), 500);
    }

    private static long rows() {
        return database.inTransaction(
                tx ->
                        tx.sql()
                                .createQuery(
                                        "SELECT table_rows FROM information_schema.tables WHERE"
                                                + " table_schema = DATABASE() AND table_name ="
                                                + " 'customer_1_tbl'")
                                .mapTo(Long.class)
                                .one());
    }

    private static void sql(String statement) {
        database.run(tx -> tx.sql().execute(statement));
    }
}
