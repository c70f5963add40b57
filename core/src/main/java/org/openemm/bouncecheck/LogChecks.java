package org.openemm.bouncecheck;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.openemm.config.Machine;
import org.openemm.config.SystemCfg;
import org.openemm.database.Database;

/** The log of the mail server, as the backend follows it. */
final class LogChecks {
    private static final String CHECK = "maillog";
    private static final Pattern MISSING =
            Pattern.compile("There is no log of a mail server at (.+)");
    private static final Pattern DENIED =
            Pattern.compile("The log of the mail server may not be read by user (.+?): (.+)");
    private static final Duration LONG = Duration.ofDays(2);

    private final Database database;
    private final SystemCfg settings;
    private final Machine machine;
    private final Clock clock;

    LogChecks(Database database, SystemCfg settings, Machine machine, Clock clock) {
        this.database = database;
        this.settings = settings;
        this.machine = machine;
        this.clock = clock;
    }

    private record State(String path, String problem, Optional<Instant> lastLine) {}

    List<CheckResult> run() {
        if (settings.get("OPENEMM_MAILLOG", CHECK).map(String::strip).equals(Optional.of("-"))) {
            return List.of(CheckResult.warning(CHECK, "off"));
        }
        return List.of(state().map(this::judge).orElse(CheckResult.problem(CHECK, "never")));
    }

    private CheckResult judge(State state) {
        if (!state.problem().isEmpty()) {
            return problem(state.problem());
        }
        if (state.lastLine().isEmpty()) {
            return CheckResult.warning(CHECK, "empty", state.path());
        }
        Instant last = state.lastLine().get();
        return last.isBefore(clock.instant().minus(LONG))
                ? CheckResult.warning(CHECK, "old", state.path(), last)
                : CheckResult.good(CHECK, "good", state.path(), last);
    }

    /** What the backend noted, in its words. */
    private static CheckResult problem(String noted) {
        Matcher missing = MISSING.matcher(noted);
        if (missing.matches()) {
            return CheckResult.problem(CHECK, "missing", missing.group(1));
        }
        Matcher denied = DENIED.matcher(noted);
        return denied.matches()
                ? CheckResult.problem(CHECK, "denied", denied.group(2), denied.group(1))
                : CheckResult.problem(CHECK, "unreadable", noted);
    }

    private Optional<State> state() {
        return database.inTransaction(
                tx ->
                        tx.sql()
                                .createQuery(
                                        """
                                        SELECT path, problem, last_line FROM mail_log_state_tbl
                                         ORDER BY hostname = :host DESC, read_at DESC
                                         LIMIT 1
                                        """)
                                .bind("host", machine.fqdn())
                                .map(
                                        (row, context) ->
                                                new State(
                                                        row.getString("path"),
                                                        row.getString("problem"),
                                                        Optional.ofNullable(
                                                                        row.getTimestamp(
                                                                                "last_line"))
                                                                .map(time -> time.toInstant())))
                                .findFirst());
    }
}
