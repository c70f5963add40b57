package org.openemm.mailing;

import java.time.Clock;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.Locale;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.openemm.account.ActivityLog;
import org.openemm.account.Actor;
import org.openemm.content.NamedAddress;
import org.openemm.database.Database;
import org.openemm.testsupport.TestDatabase;

/** A migrated database with two companies that have a mailing list each. */
abstract class MailingTestBase {
    static final Instant NOW = Instant.parse("2026-11-21T10:00:00Z");
    static final Clock CLOCK = Clock.fixed(NOW, ZoneOffset.UTC);
    static final Actor ANNA = user("anna", 1);
    static final Actor OTTO = user("otto", 2);

    static TestDatabase server;
    static Database database;
    static ActivityLog activityLog;
    static Mailings mailings;
    static int list;
    static int foreignList;

    @BeforeAll
    static void open() {
        server = TestDatabase.create();
        database = Database.over(server.dataSource(), Mailings.entities());
        activityLog = new ActivityLog(CLOCK);
        mailings = new Mailings(database, activityLog, CLOCK);
        list = addList(1, "Newsletter");
        foreignList = addList(2, "Foreign");
    }

    @AfterAll
    static void close() {
        database.close();
        server.close();
    }

    static Actor user(String name, int company, String... without) {
        Set<String> rights =
                new java.util.HashSet<>(
                        Set.of(
                                "mailing.show",
                                "mailing.change",
                                "mailing.delete",
                                "mailing.content.show",
                                "mailing.components.show",
                                "mailing.components.change",
                                "mailing.attachments.show",
                                "mailing.send.show",
                                "template.show",
                                "template.change",
                                "template.delete",
                                "mailing.extend_trackable_links"));
        Arrays.asList(without).forEach(rights::remove);
        return new Actor(
                Actor.Kind.USER,
                company,
                name,
                company,
                rights,
                Locale.ENGLISH,
                ZoneId.of("Europe/Berlin"));
    }

    static MailingDraft draft(String name) {
        return MailingDraft.of(
                name,
                list,
                EmailSettings.of("News", new NamedAddress("Garden & Co", "news@example.com")));
    }

    static int addList(int company, String name) {
        return insert(
                "INSERT INTO mailinglist_tbl (company_id, shortname, description) VALUES ("
                        + company
                        + ", '"
                        + name
                        + "', '')");
    }

    static int addTarget(int company, String name, String sql) {
        return insert(
                "INSERT INTO dyn_target_tbl (company_id, target_shortname, target_sql, eql) VALUES"
                        + " ("
                        + company
                        + ", '"
                        + name
                        + "', '"
                        + sql.replace("'", "''")
                        + "', '')");
    }

    static void launched(int mailing) {
        execute(
                "INSERT INTO maildrop_status_tbl (company_id, mailing_id, status_field, genstatus)"
                        + " VALUES (1, "
                        + mailing
                        + ", 'W', 3)");
    }

    static int insert(String sql) {
        return database.inTransaction(
                tx ->
                        tx.sql()
                                .createUpdate(sql)
                                .executeAndReturnGeneratedKeys()
                                .mapTo(int.class)
                                .one());
    }

    static void execute(String sql) {
        database.run(tx -> tx.sql().execute(sql));
    }

    static String value(String sql) {
        return database.inTransaction(
                tx -> tx.sql().createQuery(sql).mapTo(String.class).findOne().orElse(null));
    }
}
