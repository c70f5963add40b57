package org.openemm.rest;

import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.openemm.account.Actor;
import org.openemm.account.RestUsers;
import org.openemm.mailing.MailingDraft;
import org.openemm.mailing.MailingType;
import org.openemm.web.testing.WithCompany;

/** With a user of REST who has all rights of the open edition. */
abstract class WithRest extends WithCompany {
    static final String USER = "shop";
    static final String PASSWORD = "Rest-Passw0rd-ä-€";
    static RestClient rest;

    @BeforeAll
    static void letRestUserIn() {
        createRestUser(USER, "OpenEMM");
        rest = client(USER);
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
}
