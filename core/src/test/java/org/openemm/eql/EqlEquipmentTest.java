package org.openemm.eql;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.sql.SQLException;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What mails were opened and links were followed with, by name. */
class EqlEquipmentTest {
    private static World world;

    @BeforeAll
    static void open() {
        world = new World();
        for (String statement :
                List.of(
                        "INSERT INTO device_tbl (device_id, description) VALUES (1, 'iPhone')",
                        "INSERT INTO os_tbl (os_id, description) VALUES (1, 'iOS'), (2, 'Windows')",
                        "INSERT INTO client_tbl (client_id, description) VALUES (1, 'It''s Mail'),"
                                + " (2, 'Back\\\\slash')",
                        "UPDATE onepixellog_device_1_tbl SET creation = creation, device_id = 1,"
                                + " os_id = 1, client_id = 1 WHERE device_class_id = 2",
                        "UPDATE onepixellog_device_1_tbl SET creation = creation, os_id = 2,"
                                + " client_id = 2 WHERE device_class_id = 1 AND mailing_id = 2007",
                        "UPDATE rdirlog_1_tbl SET os_id = 2 WHERE device_class_id = 1 AND"
                                + " mailing_id = 2007")) {
            world.database.run(tx -> tx.sql().execute(statement));
        }
    }

    @AfterAll
    static void close() {
        world.close();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '"',
            value = {
                "OPENED MAILING 2007 ON DEVICE 'iPhone'                     | 1",
                "OPENED MAILING 2007 ON OS 'WINDOWS'                        | 1 3",
                "OPENED MAILING 2007 ON CLIENT 'It\\'s Mail'                | 1",
                "OPENED MAILING 2007 ON CLIENT 'Back\\\\slash'              | 1 3",
                "OPENED ANY MAILING ON OS 'Windows' WITHIN 2 DAYS           | 3",
                "OPENED MAILING 2007 ON OS 'iOS' AT LEAST 2 TIMES           | 1",
                "OPENED MAILING 2007 ON CLASS DESKTOP ON OS 'iOS'           | \"\"",
                "CLICKED IN MAILING 2007 ON OS 'Windows'                    | 1 9",
                "CLICKED LINK 200701 IN MAILING 2007 ON DEVICE 'iPhone'     | \"\"",
                "NOT OPENED MAILING 2007 ON OS 'Windows'                    | 2 4 6 7 8",
            })
    void aNameNarrowsBehaviourDown(String rule, String expected) throws SQLException {
        String sql = Eql.translate(rule, TestContext.TRACKING).sql();

        assertEquals(
                expected,
                String.join(" ", world.select(sql).stream().map(String::valueOf).toList()),
                sql);
    }
}
