package org.openemm.rest;

import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.openemm.account.Actor;
import org.openemm.account.RestUsers;
import org.openemm.content.NamedAddress;
import org.openemm.mailing.EmailSettings;
import org.openemm.mailing.MailingDraft;
import org.openemm.mailing.MailingType;
import org.openemm.web.testing.WebAppUnderTest;

/**
 * The web application with a list, an admin recipient Anna, a recipient Bernd, a template, and a
 * user of REST with all rights of the open edition.
 */
abstract class WithRest {
    static final String USER = "shop";
    static final String PASSWORD = "Rest-Passw0rd-ä-€";
    static WebAppUnderTest app;
    static RestClient rest;
    static Actor master;
    static int list;
    static int template;

    @BeforeAll
    static void start() {
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
        createRestUser(USER, "OpenEMM");
        rest = client(USER);
    }

    @AfterAll
    static void stop() {
        app.close();
    }

    static void createRestUser(String name, String group) {
        new RestUsers(
                        app.core().database(),
                        app.core().activityLog(),
                        app.core().home(),
                        app.core().clock())
                .create(Actor.system("test", 1), name, PASSWORD, group);
    }

    /** A user with just these rights. */
    static RestClient userWith(String name, String... rights) {
        createRestUser(name, "No permissions");
        for (String right : List.of(rights)) {
            execute(
                    "INSERT INTO admin_permission_tbl (admin_id, permission_name) SELECT admin_id,"
                            + " '"
                            + right
                            + "' FROM admin_tbl WHERE username = '"
                            + name
                            + "'");
        }
        return client(name);
    }

    static RestClient client(String user) {
        return RestClient.of(app.address(), user, PASSWORD);
    }

    /** With content, ready to be sent. */
    static int mailing(String name) {
        return app.core()
                .mailings()
                .create(master, app.core().mailings().prefill(master, template).withName(name));
    }

    static int mailing(String name, MailingType type) {
        MailingDraft draft = app.core().mailings().prefill(master, template).withName(name);
        return app.core()
                .mailings()
                .create(
                        master,
                        new MailingDraft(
                                draft.name(),
                                draft.description(),
                                draft.mailinglistId(),
                                draft.templateId(),
                                type,
                                draft.targetExpression(),
                                false,
                                false,
                                false,
                                null,
                                draft.email()));
    }

    static int emptyMailing(String name) {
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

    static void recipient(int id, String email, String name, String type) {
        execute(
                "INSERT INTO customer_1_tbl (customer_id, email, firstname, gender, mailtype)"
                        + " VALUES (%d, '%s', '%s', 0, 1)".formatted(id, email, name));
        execute(
                "INSERT INTO customer_1_binding_tbl (customer_id, mailinglist_id, user_type,"
                        + " user_status, mediatype) VALUES (%d, %d, '%s', 1, 0)"
                                .formatted(id, list, type));
    }

    static void execute(String sql) {
        app.core().database().run(tx -> tx.sql().execute(sql));
    }

    static String value(String sql) {
        return app.core()
                .database()
                .inTransaction(tx -> tx.sql().createQuery(sql).mapTo(String.class).one());
    }
}
