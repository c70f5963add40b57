package org.openemm.control;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.openemm.config.DbCfg;
import org.openemm.testsupport.TestDatabase;

class SchemaTest {
    /**
     * Each feature counts its migrations in a range of its own, so lower numbers come later, too.
     */
    @Test
    void aMigrationThatComesLaterWithALowerNumberIsMadeUpFor() throws Exception {
        try (TestDatabase database = TestDatabase.create()) {
            try (var connection = database.dataSource().getConnection();
                    var statement = connection.createStatement()) {
                statement.execute("DELETE FROM flyway_schema_history WHERE version = '67'");
                statement.execute(
                        "ALTER TABLE customer_1_binding_tbl DROP INDEX custbind1_count_idx, DROP"
                                + " INDEX custbind1_exit_idx");
                statement.execute("ALTER TABLE customer_1_tbl DROP INDEX cust1_creation_idx");
            }
            DbCfg dbCfg =
                    DbCfg.parse(
                                    "openemm: dbms=mariadb, host=127.0.0.1, name=%s, user=root, password=, jdbc-connect=%s"
                                            .formatted(database.name(), database.url()))
                            .get("openemm");

            assertEquals(1, new Schema(dbCfg).migrate());
            assertEquals(0, new Schema(dbCfg).migrate());
        }
    }

    @Test
    void companiesThatExistedGetTheTablesThatCameLater() throws Exception {
        try (TestDatabase database = TestDatabase.create()) {
            try (var connection = database.dataSource().getConnection();
                    var statement = connection.createStatement()) {
                statement.execute("DELETE FROM flyway_schema_history WHERE version = '25'");
                statement.execute(
                        "INSERT INTO company_tbl (company_id, shortname, enabled_uid_version)"
                                + " VALUES (7, 'G', 0)");
                DbCfg dbCfg =
                        DbCfg.parse(
                                        "openemm: dbms=mariadb, host=127.0.0.1, name=%s, user=root, password=, jdbc-connect=%s"
                                                .formatted(database.name(), database.url()))
                                .get("openemm");

                assertEquals(1, new Schema(dbCfg).migrate());
                try (var rows = statement.executeQuery("SELECT COUNT(*) FROM recvlimit_7_tbl")) {
                    assertTrue(rows.next());
                }
            }
        }
    }
}
