package org.openemm.backend.maillog;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Clock;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.openemm.config.Home;
import org.openemm.database.Database;
import org.openemm.testsupport.TestDatabase;
import org.openemm.uid.Uid;
import org.openemm.uid.UidCodec;

class MailLogOutageTest {
    @TempDir private Path folder;

    @Test
    void whatIsLoggedWhileTheDatabaseIsAwayIsBookedWhenItIsBack() throws IOException {
        Path log = folder.resolve("maillog");
        Files.writeString(log, "");
        try (TestDatabase server = TestDatabase.createWithServer()) {
            server.dataSource().setTestOnBorrow(true);
            Database database = Database.over(server.dataSource(), List.of());
            prepare(database);
            try (MailLogFollower follower =
                    MailLogFollower.of(
                            Optional.of(log),
                            database,
                            new Home(folder),
                            "mail.example",
                            Clock.systemUTC(),
                            ZoneOffset.UTC)) {
                follower.round();
                write(log, "cleanup[1]: 0A1B2C3D41: message-id=<" + messageId() + "@d>");
                follower.round();

                server.kill();
                write(
                        log,
                        "smtp[1]: 0A1B2C3D41: to=<eva@list.example>, relay=mx[192.0.2.1]:25,"
                            + " delay=1, delays=1/0/0/0, dsn=5.1.1, status=bounced (550 5.1.1 no)");
                follower.round();
                Files.move(log, folder.resolve("maillog.1"));
                write(log, "qmgr[1]: 0A1B2C3D41: removed");
                follower.round();
                server.restart();
                for (int i = 0; i < 5; i++) {
                    follower.round();
                }

                assertEquals("1", count(database, "bounce_tbl"));
                assertEquals("1", count(database, "undelivered_tbl"));
                assertEquals("0", count(database, "mail_log_queue_tbl"));
            }
            database.close();
        }
    }

    private static void prepare(Database database) {
        database.run(
                tx -> {
                    tx.sql()
                            .execute(
                                    "INSERT INTO mailing_tbl (mailing_id, company_id, shortname,"
                                            + " mailinglist_id, mailtemplate_id) VALUES (7, 1,"
                                            + " 'Spring', 1, 0)");
                    tx.sql()
                            .execute(
                                    "UPDATE company_tbl SET secret_key = 'k' WHERE company_id = 1");
                    tx.sql()
                            .execute(
                                    "INSERT INTO customer_1_tbl (customer_id, email, gender) VALUES"
                                            + " (5, 'eva@list.example', 2)");
                });
    }

    private static String messageId() {
        return UidCodec.encode(
                new Uid(1, 0, 7, 5, 1_700_000_000, 0, '\0', 0, "ab20261121202452_0"), "k");
    }

    private static void write(Path log, String rest) throws IOException {
        Files.writeString(
                log,
                "2026-11-21T10:00:00Z host postfix/" + rest + "\n",
                StandardOpenOption.CREATE,
                StandardOpenOption.APPEND);
    }

    private static String count(Database database, String table) {
        return database.inTransaction(
                tx ->
                        tx.sql()
                                .createQuery("SELECT COUNT(*) FROM " + table)
                                .mapTo(String.class)
                                .one());
    }
}
