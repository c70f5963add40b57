package org.openemm.control.demo;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Clock;
import java.util.List;
import org.apache.commons.dbcp2.BasicDataSource;
import org.openemm.Core;
import org.openemm.account.Actor;
import org.openemm.config.DbCfg;
import org.openemm.config.Home;
import org.openemm.statistics.MailingSummary;

/**
 * The demonstration: a brand with its recipients, target groups and a newsletter that is sent into
 * the built-in mailbox, opened and clicked there, and reported. Needs the running system. Every
 * step looks first whether it is done already.
 */
public final class Demo {
    private static final int COMPANY = 1;
    private final Home home;
    private final Clock clock;
    private final PrintStream out;

    public Demo(Home home, Clock clock, PrintStream out) {
        this.home = home;
        this.clock = clock;
        this.out = out;
    }

    /**
     * Runs all steps.
     *
     * @param address of the web application, without slash at the end
     * @throws IOException when a step fails; names it
     */
    public void run(String address) throws IOException {
        DbCfg dbCfg =
                DbCfg.find(home)
                        .orElseThrow(
                                () -> new IOException("There is no etc/dbcfg in " + home.root()));
        try (BasicDataSource pool = new BasicDataSource()) {
            pool.setUrl(dbCfg.jdbcUrl());
            pool.setUsername(dbCfg.user());
            pool.setPassword(dbCfg.password());
            SetBack slow = new SetBack(clock);
            try (Core core = Core.open(pool, home, clock);
                    Core past = Core.open(pool, home, slow)) {
                run(core, past, slow, address);
            }
        } catch (SQLException e) {
            throw new IOException(e.getMessage(), e);
        }
    }

    private void run(Core core, Core past, SetBack slow, String address) throws IOException {
        Actor actor = Actor.system("demo", COMPANY);
        Steps steps = new Steps(out);
        out.println("Demonstration: Fern & Field, a garden shop with a newsletter");
        Tenant tenant = new Tenant(core, actor, address);
        steps.run("Brand, mailing lists and profile fields", tenant::prepare);
        Subscribers subscribers =
                new Subscribers(past, slow, actor, new Tenant(past, actor, address));
        steps.run("Recipients of half a year", subscribers::come);
        Subscribers last = new Subscribers(core, slow, actor, tenant);
        steps.run("Recipients from a CSV file", last::importFile);
        steps.run("Team and friends", () -> tenant.team() + ", " + subscribers.friends());
        steps.run("Target groups", tenant::targetGroups);
        List<Newsletter> newsletters =
                List.of(
                        new Newsletter(
                                core,
                                actor,
                                tenant,
                                small("Herbs on the sill", "Basil, but it lives", tenant)),
                        new Newsletter(
                                core,
                                actor,
                                tenant,
                                small(
                                        "Tools for life",
                                        "A spade your grandchildren will fight over",
                                        tenant)),
                        new Newsletter(core, actor, tenant, main(tenant)));
        for (Newsletter newsletter : newsletters) {
            steps.run("Newsletter from the template", newsletter::compose);
            steps.run("Sending into the built-in mailbox", newsletter::send);
            Readers readers = new Readers(core, actor, newsletter.id(), newsletter.subject());
            steps.run("Readers open and click", readers::read);
        }
        steps.run("Plans for the coming weeks", new Plans(core, actor, tenant, clock)::make);
        int id = newsletters.get(newsletters.size() - 1).id();
        Path pdf = home.resolve("demo/newsletter-statistics.pdf");
        steps.run("Statistics as PDF", () -> new Report(home, address).fetch(id, pdf));
        summary(core.mailingStatistics().summary(actor, id), address, pdf);
    }

    private static Newsletter.Issue main(Tenant tenant) {
        return new Newsletter.Issue(
                "The garden wakes up",
                "🌱 The garden wakes up – Frühling, printemps, wiosna!",
                tenant.newsletterList(),
                true);
    }

    /** Tried with the friends of the shop. */
    private static Newsletter.Issue small(String name, String subject, Tenant tenant) {
        return new Newsletter.Issue(name, subject, tenant.friendsList(), false);
    }

    private void summary(MailingSummary mailing, String address, Path pdf) {
        List<String> lines =
                List.of(
                        "",
                        "  sent %d · delivered %d · openers %d · clickers %d · opt-outs %d · bounces %d"
                                .formatted(
                                        mailing.sent(),
                                        mailing.delivered(),
                                        mailing.openers(),
                                        mailing.clickers(),
                                        mailing.optOuts(),
                                        mailing.bounces()),
                        "",
                        "  Web application     " + address + "/",
                        "  Mailing statistics  "
                                + address
                                + "/statistics/mailing/"
                                + mailing.mailing().id()
                                + "/view.action",
                        "  Built-in mailbox    " + address + "/mailbox/list.action",
                        "  Statistics PDF      " + pdf,
                        "");
        lines.forEach(out::println);
    }
}
