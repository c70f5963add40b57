package org.openemm.control.ost;

import java.time.Clock;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import org.openemm.account.Actor;
import org.openemm.bouncecheck.BounceCheck;
import org.openemm.bouncecheck.CheckResult;
import org.openemm.bouncecheck.CheckResult.State;
import org.openemm.config.Home;
import org.openemm.config.SystemCfg;
import org.openemm.database.Database;
import org.openemm.i18n.Texts;
import org.openemm.mailloop.FilterDirectory;

/** {@code OST.sh bounce-check}: the same as the page, for the terminal. */
final class BounceCheckCommand implements DatabaseCommand {
    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss", Locale.ROOT);

    private static final String MORE = "\n" + " ".repeat(39);

    private final Home home;
    private final Clock clock;
    private boolean problems;

    BounceCheckCommand(Home home, Clock clock) {
        this.home = home;
        this.clock = clock;
    }

    @Override
    public void run(Database database, Actor actor) {
        SystemCfg settings = SystemCfg.read(home);
        List<CheckResult> results =
                BounceCheck.of(
                                database,
                                home,
                                settings,
                                new FilterDirectory(database, home, settings),
                                clock)
                        .run(actor);
        problems = results.stream().anyMatch(result -> result.state() == State.PROBLEM);
        print(results);
    }

    /** Whether something does not work. */
    boolean foundProblems() {
        return problems;
    }

    private static void print(List<CheckResult> results) {
        Texts texts = texts();
        Locale locale = Locale.getDefault();
        for (CheckResult result : results) {
            Object[] arguments =
                    result.arguments().stream().map(BounceCheckCommand::shown).toArray();
            System.out.printf(
                    "%-10s %-22s %s%n",
                    texts.text(locale, result.state().key()),
                    texts.text(locale, result.titleKey()),
                    texts.text(locale, result.textKey(), arguments));
            result.todoKey()
                    .ifPresent(
                            key ->
                                    System.out.printf(
                                            "%-33s -> %s%n",
                                            "",
                                            texts.text(locale, key, arguments)
                                                    .replace("\n", MORE)));
        }
    }

    static Texts texts() {
        return Texts.load(
                BounceCheckCommand.class.getClassLoader(),
                List.of("messages/bouncecheck"),
                List.of("en", "de"));
    }

    private static Object shown(Object argument) {
        return argument instanceof Instant time
                ? TIME.format(time.atZone(ZoneId.systemDefault()))
                : argument;
    }
}
