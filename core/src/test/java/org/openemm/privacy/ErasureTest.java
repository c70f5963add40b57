package org.openemm.privacy;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.openemm.NotFound;
import org.openemm.NotPermitted;
import org.openemm.account.Actor;
import org.openemm.recipient.Binding;
import org.openemm.recipient.BindingStatus;
import org.openemm.recipient.RecipientTestBase;
import org.openemm.recipient.UserType;

class ErasureTest extends RecipientTestBase {
    private static final String SECRET = "very.secret@example.com";

    /** Counts persons and events as statistics do. */
    private static final String FIGURES =
            """
            SELECT CONCAT_WS(' ',
                   (SELECT COUNT(*) FROM rdirlog_1_tbl), (SELECT COUNT(DISTINCT customer_id) FROM rdirlog_1_tbl WHERE mailing_id = 7),
                   (SELECT SUM(open_count) FROM onepixellog_1_tbl), (SELECT COUNT(*) FROM onepixellog_1_tbl),
                   (SELECT COUNT(DISTINCT NULLIF(customer_id, 0)) FROM onepixellog_device_1_tbl),
                   (SELECT COUNT(*) FROM mailtrack_1_tbl), (SELECT COUNT(DISTINCT customer_id) FROM success_1_tbl),
                   (SELECT COUNT(*) FROM bounce_tbl), (SELECT MIN(timestamp) FROM bounce_tbl),
                   (SELECT GROUP_CONCAT(creation ORDER BY creation) FROM onepixellog_device_1_tbl),
                   (SELECT GROUP_CONCAT(timestamp) FROM mailtrack_1_tbl))
            """;

    @Test
    void nothingLeadsToADeletedPersonAndAllFiguresStay() {
        int list = core.mailinglists().create(ANNA, "Erasure", "");
        long eva = person(SECRET, list);
        long other = person("other@example.com", list);
        for (long id : List.of(eva, other)) {
            events(id);
        }
        String before = one(String.class, FIGURES);

        core.persons().erasure().erase(ANNA, eva);

        assertEquals(before, one(String.class, FIGURES));
        assertTrue(core.recipients().find(ANNA, eva).isEmpty());
        assertEquals(List.of(), tablesWith(SECRET));
        assertEquals(List.of(), tablesWithId(eva));
        assertTrue(tablesWithId(other).size() >= 8, () -> tablesWithId(other).toString());
        assertEquals(
                1L,
                one(
                        Long.class,
                        "SELECT COUNT(*) FROM userlog_tbl WHERE action = 'delete recipient' AND"
                                + " description = '("
                                + eva
                                + ") for good'"));
        assertEquals(
                1L, one(Long.class, "SELECT SUM(persons) FROM erased_opt_out_tbl").longValue());
    }

    @Test
    void onlyRecipientsOfTheOwnCompanyAndOnlyWithTheRight() {
        long id = core.recipients().create(ANNA, Map.of("email", "stays@example.com"));

        assertThrows(NotFound.class, () -> core.persons().erasure().erase(otto, id));
        Actor reader =
                new Actor(
                        Actor.Kind.USER,
                        5,
                        "reader",
                        1,
                        Set.of("recipient.show"),
                        Locale.ENGLISH,
                        ZoneOffset.UTC);
        assertThrows(NotPermitted.class, () -> core.persons().erasure().erase(reader, id));
        assertTrue(core.recipients().find(ANNA, id).isPresent());
    }

    private static long person(String email, int list) {
        execute(
                "INSERT INTO admin_tbl (username, company_id) SELECT 'anna', 1 FROM DUAL WHERE NOT"
                        + " EXISTS (SELECT 1 FROM admin_tbl WHERE username = 'anna')");
        long id = core.recipients().create(ANNA, Map.of("email", email, "lastname", "Meyer"));
        core.bindings().set(ANNA, binding(id, list, BindingStatus.ACTIVE));
        core.bindings()
                .set(ANNA, binding(id, list, BindingStatus.OPT_OUT_BY_USER).withExitMailing(7));
        return id;
    }

    private static Binding binding(long id, int list, BindingStatus status) {
        return Binding.of(id, list, UserType.WORLD, status, "why");
    }

    private static void events(long id) {
        for (String statement :
                List.of(
                        "INSERT INTO rdirlog_1_tbl (customer_id, url_id, company_id, ip_adr,"
                                + " mailing_id) VALUES (%d, 1, 1, '192.0.2.1', 7)",
                        "INSERT INTO onepixellog_1_tbl (customer_id, mailing_id, company_id,"
                                + " ip_adr, open_count) VALUES (%d, 7, 1, '192.0.2.1', 2)",
                        "INSERT INTO onepixellog_device_1_tbl (company_id, mailing_id, customer_id,"
                                + " creation) VALUES (1, 7, %d, '2026-01-02 03:04:05')",
                        "INSERT INTO mailtrack_1_tbl (maildrop_status_id, customer_id, mailing_id,"
                                + " timestamp) VALUES (1, %d, 7, '2026-01-01 00:00:00')",
                        "INSERT INTO success_1_tbl (customer_id, mailing_id) VALUES (%d, 7)",
                        "INSERT INTO interval_track_1_tbl (customer_id, mailing_id) VALUES (%d, 7)",
                        "INSERT INTO bounce_tbl (company_id, customer_id, detail, mailing_id,"
                                + " timestamp, status_text) VALUES (1, %1$d, 511, 7, '2026-01-03"
                                + " 00:00:00', 'no very.secret@example.com')",
                        "INSERT INTO mailloop_message_tbl (spool_name, company_id, kind,"
                                + " customer_id, sender) VALUES ('m%1$d', 1, 'REPLY', %1$d,"
                                + " 'very.secret@example.com')",
                        "INSERT INTO mailloop_log_tbl (rid, company_id, customer_id, remark) VALUES"
                                + " ('1', 1, %d, 'from very.secret@example.com')")) {
            execute(statement.formatted(id));
        }
        execute(
                "INSERT IGNORE INTO softbounce_email_tbl (email, company_id) SELECT email, 1 FROM"
                        + " customer_1_tbl WHERE customer_id = "
                        + id);
    }

    /**
     * Tables in which the text is, whatever the column; events of the other person name it, too.
     */
    private static List<String> tablesWith(String text) {
        List<String> found = new ArrayList<>();
        for (Map<String, Object> column : columns("data_type IN ('varchar', 'text', 'longtext')")) {
            String table = column.get("table_name").toString();
            if (TEXTS_OF_SERVERS.contains(table)) {
                continue;
            }
            long rows =
                    one(
                            Long.class,
                            "SELECT COUNT(*) FROM `%s` WHERE `%s` LIKE '%%%s%%'"
                                    .formatted(table, column.get("column_name"), text));
            if (rows > 0) {
                found.add(table + "." + column.get("column_name"));
            }
        }
        return found;
    }

    /** What the events of the other person say of this one is text of mail servers. */
    private static final List<String> TEXTS_OF_SERVERS =
            List.of("bounce_tbl", "mailloop_message_tbl", "mailloop_log_tbl");

    private static List<String> tablesWithId(long id) {
        List<String> found = new ArrayList<>();
        for (Map<String, Object> column : columns("column_name = 'customer_id'")) {
            String table = column.get("table_name").toString();
            long rows =
                    one(
                            Long.class,
                            "SELECT COUNT(*) FROM `%s` WHERE customer_id = %d"
                                    .formatted(table, id));
            if (rows > 0) {
                found.add(table);
            }
        }
        return found;
    }

    private static List<Map<String, Object>> columns(String condition) {
        return core.database()
                .inTransaction(
                        tx ->
                                tx.sql()
                                        .createQuery(
                                                """
                                                SELECT c.table_name AS table_name, c.column_name AS column_name
                                                  FROM information_schema.columns c
                                                  JOIN information_schema.tables t
                                                    ON t.table_schema = c.table_schema AND t.table_name = c.table_name
                                                 WHERE c.table_schema = DATABASE() AND t.table_type = 'BASE TABLE' AND c.
                                                """
                                                                .strip()
                                                        + condition)
                                        .mapToMap()
                                        .list());
    }
}
