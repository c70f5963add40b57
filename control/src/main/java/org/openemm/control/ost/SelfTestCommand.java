package org.openemm.control.ost;

import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.openemm.InvalidInput;
import org.openemm.account.ActivityLog;
import org.openemm.account.Actor;
import org.openemm.bouncecheck.SelfTest;
import org.openemm.bouncecheck.SelfTest.State;
import org.openemm.bouncecheck.SelfTests;
import org.openemm.config.Home;
import org.openemm.config.Settings;
import org.openemm.config.SystemCfg;
import org.openemm.database.Database;
import org.openemm.i18n.Texts;
import org.openemm.mailloop.FilterDirectory;
import org.openemm.mailloop.Filters;
import org.openemm.mailloop.Messages;
import org.openemm.notification.MailRoute;
import org.openemm.notification.SystemMails;
import org.openemm.route.RouteDirectory;

/** {@code OST.sh bounce-check --send}: the self-test, waited for. */
final class SelfTestCommand implements DatabaseCommand {
    private static final Duration LOOK = Duration.ofSeconds(2);
    private static final String KEY = "bouncecheck.selftest.";
    private static final int HUNDRED = 100;
    private static final int NONE = 99;

    private final Home home;
    private final Clock clock;
    private final String domain;
    private boolean works;

    /**
     * @param domain where the address is made up; empty: that of the last test or mailing
     */
    SelfTestCommand(Home home, Clock clock, String domain) {
        this.home = home;
        this.clock = clock;
        this.domain = domain;
    }

    /** Whether the mail came back as it should, or was refused at once as it should. */
    boolean works() {
        return works;
    }

    @Override
    public void run(Database database, Actor actor) {
        SelfTests tests = tests(database);
        Texts texts = BounceCheckCommand.texts();
        Locale locale = Locale.getDefault();
        String where = domain.isEmpty() ? tests.proposedDomain(actor) : domain;
        SelfTest test;
        try {
            test =
                    tests.start(
                            actor,
                            where,
                            new SelfTests.Words(
                                    texts.text(locale, KEY + "mail.subject"),
                                    texts.text(locale, KEY + "mail.text")));
        } catch (InvalidInput e) {
            InvalidInput.Problem problem = e.problems().get(0);
            System.out.println(texts.text(locale, problem.key(), problem.arguments().toArray()));
            return;
        }
        System.out.println(test.address());
        if (test.isWaiting(clock.instant())) {
            System.out.println(texts.text(locale, KEY + "under_way"));
        }
        SelfTest ended = wait(tests, actor, test);
        works = ended.state() == State.HARD || ended.state() == State.REFUSED;
        print(texts, locale, ended);
    }

    /** Until it has come back, or for ten minutes. */
    private SelfTest wait(SelfTests tests, Actor actor, SelfTest begun) {
        SelfTest test = begun;
        while (test.isWaiting(clock.instant())) {
            try {
                TimeUnit.MILLISECONDS.sleep(LOOK.toMillis());
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return test;
            }
            test = tests.latest(actor).orElse(test);
        }
        return test;
    }

    private void print(Texts texts, Locale locale, SelfTest test) {
        String key = KEY + (test.isLate(clock.instant()) ? "late" : test.state().key());
        System.out.println(texts.text(locale, key));
        boolean status = test.dsn() >= HUNDRED && test.dsn() % HUNDRED != NONE;
        if (status || !test.said().isEmpty()) {
            System.out.println(((status ? test.dsn() + " " : "") + test.said()).strip());
        }
        Optional<String> todo = texts.find(locale, key + ".todo");
        if (todo.isPresent() && test.state() != State.HARD) {
            System.out.println("-> " + todo.get());
        }
    }

    private SelfTests tests(Database database) {
        SystemCfg cfg = SystemCfg.read(home);
        ActivityLog log = new ActivityLog(clock);
        FilterDirectory directory = new FilterDirectory(database, home, cfg);
        return new SelfTests(
                database,
                log,
                directory,
                new Filters(database, log, directory, clock),
                new Messages(database),
                new SystemMails(
                        database, new Settings(database, home, clock), MailRoute.of(cfg), clock),
                new RouteDirectory(database, home),
                MailRoute.isSet(cfg),
                clock);
    }

    /** As typed behind {@code bounce-check}. */
    static SelfTestCommand of(Home home, Clock clock, List<String> arguments) throws UsageError {
        if (!arguments.get(0).equals("--send") || arguments.size() > 2) {
            throw new UsageError("bounce-check has no parameters but --send and a domain.");
        }
        return new SelfTestCommand(home, clock, arguments.size() == 2 ? arguments.get(1) : "");
    }
}
