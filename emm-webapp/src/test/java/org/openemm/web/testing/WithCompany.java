package org.openemm.web.testing;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.openemm.account.Actor;
import org.openemm.content.NamedAddress;
import org.openemm.mailing.EmailSettings;
import org.openemm.mailing.MailingDraft;

/** A company with one list, an admin recipient Anna, a recipient Bernd and a template. */
public abstract class WithCompany {
    protected static WebAppUnderTest app;
    protected static Actor master;
    protected static int list;
    protected static int template;

    @BeforeAll
    static void startCompany() {
        app = WebAppUnderTest.start();
        master = app.master();
        list = app.core().mailinglists().all(master).get(0).id();
        template =
                app.core()
                        .starterTemplate()
                        .create(
                                master,
                                "House style",
                                list,
                                new NamedAddress("Fern", "news@example.com"));
        recipient(7001, "anna@example.com", "Anna", "A");
        recipient(7002, "bernd@example.com", "Bernd", "W");
    }

    @AfterAll
    static void stopCompany() {
        app.close();
    }

    /** Without content. */
    protected static int emptyMailing(String name) {
        return app.core()
                .mailings()
                .create(
                        master,
                        MailingDraft.of(
                                name,
                                list,
                                EmailSettings.of(
                                        "Subject", new NamedAddress("", "news@example.com"))));
    }

    /** With content, ready to be sent. */
    protected static int fromTemplate(String name) {
        return app.core()
                .mailings()
                .create(master, app.core().mailings().prefill(master, template).withName(name));
    }

    protected static void recipient(int id, String email, String name, String type) {
        execute(
                "INSERT INTO customer_1_tbl (customer_id, email, firstname, gender, mailtype)"
                        + " VALUES (%d, '%s', '%s', 0, 1)".formatted(id, email, name));
        execute(
                "INSERT INTO customer_1_binding_tbl (customer_id, mailinglist_id, user_type,"
                        + " user_status, mediatype) VALUES (%d, %d, '%s', 1, 0)"
                                .formatted(id, list, type));
    }

    protected static void execute(String sql) {
        app.core().database().run(tx -> tx.sql().execute(sql));
    }

    protected static String value(String sql) {
        return app.core()
                .database()
                .inTransaction(tx -> tx.sql().createQuery(sql).mapTo(String.class).one());
    }
}
