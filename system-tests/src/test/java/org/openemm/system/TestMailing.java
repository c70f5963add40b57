package org.openemm.system;

import java.time.Clock;
import java.util.Map;
import org.apache.commons.dbcp2.BasicDataSource;
import org.openemm.Core;
import org.openemm.account.Actor;
import org.openemm.config.DbCfg;
import org.openemm.config.Home;
import org.openemm.content.NamedAddress;
import org.openemm.mailing.EmailSettings;
import org.openemm.mailing.MailingDraft;

/**
 * A mailing of its own with a measured link, and a recipient, written with the rules of the core
 * into the database of the running system.
 *
 * @param id mailing_id
 * @param customer customer_id
 * @param link url_id of the link to {@link #TARGET}
 */
record TestMailing(int id, long customer, int link) {
    static final String TARGET = "https://shop.example/p;v=1?q=a%20b&utm=x#top";
    private static final Actor ACTOR = Actor.system("system tests", 1);

    /**
     * @param email of the recipient, new in this system
     */
    static TestMailing create(RunningSystem system, String subject, String email) {
        Home home = new Home(system.home());
        DbCfg dbCfg = DbCfg.find(home).orElseThrow();
        BasicDataSource pool = new BasicDataSource();
        pool.setUrl(dbCfg.jdbcUrl());
        pool.setUsername(dbCfg.user());
        pool.setPassword(dbCfg.password());
        try (Core core = Core.open(pool, home, Clock.systemUTC())) {
            int list = core.mailinglists().all(ACTOR).get(0).id();
            long customer =
                    core.recipients()
                            .create(
                                    ACTOR,
                                    Map.of(
                                            "email",
                                            email,
                                            "firstname",
                                            "Änne 🌱",
                                            "gender",
                                            1,
                                            "mailtype",
                                            1));
            NamedAddress from = new NamedAddress("", "news@garden.example");
            int mailing =
                    core.mailings()
                            .create(
                                    ACTOR,
                                    MailingDraft.of(email, list, EmailSettings.of(subject, from)));
            core.mailingContents()
                    .save(
                            ACTOR,
                            mailing,
                            "<html><body><p>Dear [agnFIRSTNAME]</p><a href=\"%s\">Shop</a></body></html>"
                                    .formatted(TARGET.replace("&", "&amp;")),
                            "Dear [agnFIRSTNAME]: " + TARGET,
                            null);
            int link =
                    Math.toIntExact(
                            system.number(
                                    "SELECT url_id FROM rdir_url_tbl WHERE mailing_id = ? AND"
                                            + " full_url = ?",
                                    mailing,
                                    TARGET));
            return new TestMailing(mailing, customer, link);
        }
    }
}
