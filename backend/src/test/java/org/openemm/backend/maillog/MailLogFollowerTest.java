package org.openemm.backend.maillog;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.openemm.config.Home;
import org.openemm.database.Database;
import org.openemm.testsupport.TestDatabase;
import org.openemm.uid.Uid;
import org.openemm.uid.UidCodec;

class MailLogFollowerTest {
    private static final Instant NOW = Instant.parse("2026-11-21T21:00:00Z");

    @TempDir private Path folder;
    private static TestDatabase server;
    private static Database database;
    private Path log;
    private MailLogFollower follower;

    @BeforeEach
    void begin() throws IOException {
        for (String table :
                List.of(
                        "customer_1_binding_tbl",
                        "customer_1_tbl",
                        "bounce_tbl",
                        "undelivered_tbl",
                        "success_1_tbl",
                        "mailing_tbl",
                        "mail_log_state_tbl",
                        "mail_log_queue_tbl")) {
            execute("DELETE FROM " + table);
        }
        log = folder.resolve("maillog");
        Files.writeString(log, "");
        execute(
                "INSERT INTO mailing_tbl (mailing_id, company_id, shortname, mailinglist_id,"
                        + " mailtemplate_id, delivered) VALUES (7, 1, 'Spring', 1, 0, 0)");
        execute("UPDATE company_tbl SET mailtracking = 1, secret_key = 'k' WHERE company_id = 1");
        restart();
    }

    @AfterEach
    void end() throws IOException {
        follower.close();
    }

    @BeforeAll
    static void open() {
        server = TestDatabase.create();
        database = Database.over(server.dataSource(), List.of());
    }

    @AfterAll
    static void close() {
        database.close();
        server.close();
    }

    @Test
    void whatPostfixWroteIsBookedForEveryRecipient() throws IOException {
        Map<Integer, Long> ids = new HashMap<>();
        List<String> addresses =
                List.of(
                        "ok@list.example",
                        "later@list.example",
                        "gone@list.example",
                        "full@list.example",
                        "plain@list.example",
                        "alias@list.example",
                        "gone@list.example",
                        "multi@list.example",
                        "x@err.example",
                        "y@slow.example",
                        "\"odd, one\"@list.example",
                        "nobody@local.example");
        String text =
                new String(
                        getClass().getResourceAsStream("/maillog/postfix.txt").readAllBytes(),
                        StandardCharsets.UTF_8);
        for (int i = 0; i < addresses.size(); i++) {
            long id = accepted(addresses.get(i));
            ids.put(i, id);
            text = text.replace("{" + i + "}", messageId(id, '\0'));
        }

        write(text);

        assertEquals("", details(ids.get(0)));
        assertEquals("420", details(ids.get(1)), "put off until it expired");
        assertEquals("511", details(ids.get(2)));
        assertEquals("420", details(ids.get(3)));
        assertEquals("511", details(ids.get(4)));
        assertEquals("", details(ids.get(5)));
        assertEquals("511", details(ids.get(6)), "not the copy to another address");
        assertEquals("400", details(ids.get(9)));
        assertEquals("", details(ids.get(11)));
        assertEquals("6", value("SELECT COUNT(*) FROM success_1_tbl"));
        assertEquals("6", value("SELECT delivered FROM mailing_tbl WHERE mailing_id = 7"));
        assertEquals("0", value("SELECT COUNT(*) FROM mail_log_queue_tbl"));
        assertEquals(
                "3",
                value("SELECT attempts FROM undelivered_tbl WHERE customer_id = " + ids.get(9)));
        List<String> lines = Files.readAllLines(folder.resolve("log/extbounce.log"));
        assertTrue(
                lines.stream()
                        .anyMatch(
                                line ->
                                        line.startsWith(
                                                        "5.2.2;0;7;0;"
                                                                + ids.get(3)
                                                                + ";timestamp=2026-11-21 ")
                                                && line.contains(
                                                        "\tstat=host 127.0.0.1[127.0.0.1] said: 552"
                                                                + " 5.2.2 Over quota")
                                                && line.contains(
                                                        "\tqueue_id=4jX47k6vHFzKqbQ"
                                                                + "\trelay=127.0.0.1"
                                                                + "\tto=full@list.example"
                                                                + "\tserver=mail.example")),
                lines.toString());
        assertTrue(
                Files.readAllLines(folder.resolve("log/provider.log"))
                        .contains(
                                Instant.parse("2026-11-21T20:49:23Z").getEpochSecond()
                                        + ";mail.example;2.0.0;127.0.0.1;list.example"));

        Files.writeString(log, "");
        write("\n" + text);
        assertEquals(
                "6", value("SELECT delivered FROM mailing_tbl WHERE mailing_id = 7"), "read twice");
        assertEquals(
                "3",
                value("SELECT attempts FROM undelivered_tbl WHERE customer_id = " + ids.get(9)));
    }

    @Test
    void whatIsNotSignedByUsChangesNothing() throws IOException {
        long eva = accepted("eva@list.example");
        String genuine = messageId(eva, '\0');
        String forged = genuine.substring(0, genuine.length() - 4) + "AAAA";
        String other = genuine.replace("ab2026", "ab2025");
        write(bounced("0A1B2C3D41", forged, "eva@list.example", "5.1.1"));
        write(bounced("0A1B2C3D42", other, "eva@list.example", "5.1.1"));
        write(bounced("0A1B2C3D43", "V1-" + genuine, "eva@list.example", "5.1.1"));
        write(
                bounced(
                        "0A1B2C3D44",
                        UidCodec.encode(Uid.of(1, 7, eva, 0, 0, 0), "k"),
                        "eva@list.example",
                        "5.1.1"));

        assertEquals("", details(eva));
        assertEquals("1", value("SELECT delivered FROM mailing_tbl WHERE mailing_id = 7"));
    }

    @Test
    void trialMailsAreToldButNotBooked() throws IOException {
        long eva = accepted("eva@list.example");
        write(bounced("0A1B2C3D41", messageId(eva, 'T'), "eva@list.example", "5.1.1"));

        assertEquals("", details(eva));
        assertTrue(Files.readString(folder.resolve("log/extbounce.log")).contains("\ttest=true"));
    }

    @Test
    void whatBecomesOfAnAddressThatTheRecipientNoLongerHasSaysNothingAboutHim() throws IOException {
        long eva = accepted("eva@new.example");
        write(bounced("0A1B2C3D41", messageId(eva, '\0'), "eva@old.example", "5.1.1"));

        assertEquals("", details(eva));
    }

    @Test
    void aMailIsKnownAcrossARestartAndForgottenAfterADayOfSilence() throws IOException {
        long eva = accepted("eva@list.example");
        long otto = accepted("otto@list.example");
        write(
                line(
                        "10:00:00",
                        "postfix/cleanup[1]: 0A1B2C3D41: message-id=<"
                                + messageId(eva, '\0')
                                + "@d>"));
        write(
                line(
                        "10:00:00",
                        "postfix/cleanup[1]: 0A1B2C3D42: message-id=<"
                                + messageId(otto, '\0')
                                + "@d>"));
        restart();
        write(line("10:00:01", tried("0A1B2C3D41", "eva@list.example", "5.1.1")));
        assertEquals("511", details(eva));

        write("2026-11-22T11:00:01Z host postfix/qmgr[1]: 0A1B2C3D45: removed\n");
        write("2026-11-22T11:00:02Z host " + tried("0A1B2C3D42", "otto@list.example", "5.1.1"));

        assertEquals("", details(otto));
        assertEquals("0", value("SELECT COUNT(*) FROM mail_log_queue_tbl"));
    }

    @Test
    void anUnreadableLogIsToldAndReadWhenItCanBe() throws IOException {
        follower.close();
        Files.delete(log);
        restart();
        assertTrue(
                value("SELECT problem FROM mail_log_state_tbl")
                        .contains("no log of a mail server"));

        Files.writeString(log, "");
        follower.round();
        write(line("10:00:00", "postfix/smtpd[1]: connect from x[192.0.2.1]"));

        assertEquals("", value("SELECT problem FROM mail_log_state_tbl"));
        assertEquals(
                "2026-11-21 10:00:00",
                value("SELECT last_line FROM mail_log_state_tbl").substring(0, 19));
    }

    @Test
    void tenThousandBouncesInABurstAreAllBooked() throws IOException {
        execute(
                "INSERT INTO customer_1_tbl (email, gender) SELECT CONCAT('m', seq,"
                        + " '@list.example'), 2 FROM seq_1_to_10000");
        execute(
                "INSERT INTO customer_1_binding_tbl (customer_id, mailinglist_id, user_type,"
                        + " user_status, mediatype) SELECT customer_id, 1, 'W', 1, 0 FROM"
                        + " customer_1_tbl");
        execute(
                "INSERT INTO success_1_tbl (customer_id, mailing_id) SELECT customer_id, 7 FROM"
                        + " customer_1_tbl");
        execute("UPDATE mailing_tbl SET delivered = 10000 WHERE mailing_id = 7");
        List<String> ids =
                new ArrayList<>(
                        values("SELECT customer_id FROM customer_1_tbl ORDER BY customer_id"));
        StringBuilder burst = new StringBuilder();
        for (int i = 0; i < ids.size(); i++) {
            burst.append(
                    bounced(
                            "0A1B2C%05X".formatted(i),
                            messageId(Long.parseLong(ids.get(i)), '\0'),
                            "m" + (i + 1) + "@list.example",
                            "5.1.1"));
        }

        write(burst.toString());

        assertEquals("10000", value("SELECT COUNT(*) FROM bounce_tbl WHERE detail = 511"));
        assertEquals(
                "10000",
                value("SELECT COUNT(*) FROM customer_1_binding_tbl WHERE user_status = 2"));
        assertEquals("0", value("SELECT COUNT(*) FROM success_1_tbl"));
        assertEquals("0", value("SELECT delivered FROM mailing_tbl WHERE mailing_id = 7"));
    }

    private void restart() throws IOException {
        if (follower != null) {
            follower.close();
        }
        follower =
                MailLogFollower.of(
                        Optional.of(log),
                        database,
                        new Home(folder),
                        "mail.example",
                        Clock.fixed(NOW, ZoneOffset.UTC),
                        ZoneOffset.UTC);
        follower.round();
    }

    private void write(String text) throws IOException {
        Files.writeString(log, text, StandardOpenOption.APPEND);
        for (int i = 0; i < 3; i++) {
            follower.round();
        }
    }

    private static String bounced(String queueId, String messageId, String to, String dsn) {
        return line(
                        "10:00:00",
                        "postfix/cleanup[1]: " + queueId + ": message-id=<" + messageId + "@d>")
                + line(
                        "10:00:00",
                        "postfix/qmgr[1]: "
                                + queueId
                                + ": from=<a@b>, size=1, nrcpt=1 (queue active)")
                + line("10:00:01", tried(queueId, to, dsn))
                + line("10:00:01", "postfix/qmgr[1]: " + queueId + ": removed");
    }

    private static String tried(String queueId, String to, String dsn) {
        return "postfix/smtp[1]: "
                + queueId
                + ": to=<"
                + to
                + ">, relay=mx[192.0.2.1]:25, delay=1, delays=1/0/0/0, dsn="
                + dsn
                + ", status=bounced (host mx said: 550 "
                + dsn
                + " no)\n";
    }

    private static String line(String time, String rest) {
        return "2026-11-21T" + time + "Z host " + (rest.endsWith("\n") ? rest : rest + "\n");
    }

    private static String messageId(long customer, char field) {
        return UidCodec.encode(
                new Uid(1, 0, 7, customer, 1_700_000_000, 0, field, 0, "ab20261121202452_0"), "k");
    }

    /** A recipient whose mail the mail server has taken. */
    private long accepted(String email) {
        return database.inTransaction(
                tx -> {
                    long id =
                            tx.sql()
                                    .createUpdate(
                                            "INSERT INTO customer_1_tbl (email, gender) VALUES"
                                                    + " (:email, 2)")
                                    .bind("email", email)
                                    .executeAndReturnGeneratedKeys("customer_id")
                                    .mapTo(Long.class)
                                    .one();
                    tx.sql()
                            .execute(
                                    "INSERT INTO customer_1_binding_tbl (customer_id,"
                                            + " mailinglist_id, user_type, user_status, mediatype)"
                                            + " VALUES (?, 1, 'W', 1, 0)",
                                    id);
                    tx.sql()
                            .execute(
                                    "INSERT INTO success_1_tbl (customer_id, mailing_id) VALUES (?,"
                                            + " 7)",
                                    id);
                    tx.sql()
                            .execute(
                                    "UPDATE mailing_tbl SET delivered = delivered + 1 WHERE"
                                            + " mailing_id = 7");
                    return id;
                });
    }

    private String details(long customer) {
        return String.join(
                ",", values("SELECT detail FROM bounce_tbl WHERE customer_id = " + customer));
    }

    private void execute(String sql) {
        database.run(tx -> tx.sql().execute(sql));
    }

    private String value(String sql) {
        return database.inTransaction(
                tx -> tx.sql().createQuery(sql).mapTo(String.class).findOne().orElse(null));
    }

    private List<String> values(String sql) {
        return database.inTransaction(tx -> tx.sql().createQuery(sql).mapTo(String.class).list());
    }
}
