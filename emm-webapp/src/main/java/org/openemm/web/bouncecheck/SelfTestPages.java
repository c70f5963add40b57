package org.openemm.web.bouncecheck;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.openemm.bouncecheck.SelfTest;
import org.openemm.bouncecheck.SelfTest.State;
import org.openemm.bouncecheck.SelfTests;
import org.openemm.web.ui.Ui;

/** The newest self-test, as the page shows it. */
public final class SelfTestPages {
    /** After that nobody still sits before the page. */
    private static final Duration WATCHED = Duration.ofHours(1);

    private static final int HUNDRED = 100;
    private static final int TEN = 10;
    private static final int NONE = 99;

    private final SelfTests selfTests;

    SelfTestPages(SelfTests selfTests) {
        this.selfTests = selfTests;
    }

    /**
     * @param hasRoute whether mails leave the system
     * @param domain proposed
     * @param shown empty before the first one
     */
    public record SelfTestPage(boolean hasRoute, String domain, Optional<Shown> shown) {
        /** No other one can be started. */
        public boolean isWaiting() {
            return shown.filter(Shown::waiting).isPresent();
        }
    }

    /**
     * A self-test in words.
     *
     * @param kind of the notice
     * @param todo may be empty
     * @param status as 5.1.1; empty without
     * @param patient the page goes on asking, while another one can be started beside it
     */
    public record Shown(
            SelfTest test,
            boolean waiting,
            String kind,
            String text,
            String todo,
            String status,
            boolean patient) {
        /** Whether something can still come. */
        public boolean isOpen() {
            return test.state() == State.UNDER_WAY || test.state() == State.DELAYED;
        }

        public boolean isSent() {
            return test.state() != State.NOT_SENT && test.state() != State.REFUSED;
        }
    }

    SelfTestPage page(Ui ui) {
        return new SelfTestPage(
                selfTests.hasRoute(ui.actor()),
                selfTests.proposedDomain(ui.actor()),
                selfTests.latest(ui.actor()).map(test -> shown(ui, test)));
    }

    private static Shown shown(Ui ui, SelfTest test) {
        Instant now = ui.now();
        boolean late = test.isLate(now);
        String key = "bouncecheck.selftest." + (late ? "late" : test.state().key());
        boolean nothingToDo = test.state() == State.HARD || test.isWaiting(now);
        boolean patient =
                (late || test.state() == State.DELAYED)
                        && now.isBefore(test.started().plus(WATCHED));
        return new Shown(
                test,
                test.isWaiting(now),
                kind(test.state(), late),
                ui.t(key),
                nothingToDo ? "" : ui.t(key + ".todo"),
                status(test.dsn()),
                patient);
    }

    private static String kind(State state, boolean late) {
        return switch (state) {
            case UNDER_WAY -> late ? "warn" : "info";
            case NOT_SENT -> "bad";
            case REFUSED -> "info";
            case HARD -> "good";
            case DELAYED, SOFT, NOT_RECOGNISED -> "warn";
        };
    }

    /** 599 and 499 are no status of a mail server. */
    private static String status(int dsn) {
        return dsn < HUNDRED || dsn % HUNDRED == NONE
                ? ""
                : dsn / HUNDRED + "." + dsn / TEN % TEN + "." + dsn % TEN;
    }
}
