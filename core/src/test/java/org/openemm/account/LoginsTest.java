package org.openemm.account;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class LoginsTest {
    private static final String RIGHT = AccountFixture.PASSWORD;
    private static AccountFixture fixture;

    @BeforeAll
    static void open() {
        fixture = new AccountFixture();
        fixture.createUser("anna");
        fixture.createUser("robot", 1);
    }

    @AfterAll
    static void close() {
        fixture.close();
    }

    @BeforeEach
    void forget() {
        fixture.execute("DELETE FROM login_track_tbl");
        fixture.execute("DELETE FROM login_whitelist_tbl");
        fixture.execute("DELETE FROM config_tbl WHERE class = 'loginTracking'");
        fixture.settings.reload();
    }

    @Test
    void nameAndPasswordOpenTheDoor() {
        var welcome =
                assertInstanceOf(Logins.Welcome.class, fixture.logins.attempt("anna", RIGHT, "a"));
        assertEquals("anna", welcome.user().username());
        assertEquals(1, attempts(10));
        assertEquals(
                1,
                fixture.count(
                        "SELECT COUNT(*) FROM userlog_tbl WHERE username = 'anna' AND action ="
                                + " 'login/logout'"));
    }

    @Test
    void aWrongPasswordAnUnknownNameAndARestUserLookAlike() {
        assertInstanceOf(Logins.Refused.class, fixture.logins.attempt("anna", "wrong", "a"));
        assertInstanceOf(Logins.Refused.class, fixture.logins.attempt("nobody", RIGHT, "a"));
        assertInstanceOf(Logins.Refused.class, fixture.logins.attempt("robot", RIGHT, "a"));
        assertInstanceOf(Logins.Refused.class, fixture.logins.attempt("", "", "a"));
        assertInstanceOf(
                Logins.Refused.class,
                fixture.logins.attempt("x".repeat(100_000), "y".repeat(100_000), "a"));
        assertInstanceOf(
                Logins.Refused.class,
                fixture.logins.attempt("' OR 1=1 -- \"<script>{{[agn", RIGHT, "a"));
        assertEquals(6, attempts(20));
    }

    @Test
    void unknownNamesCostAsMuchTimeAsKnownOnes() {
        fixture.logins.attempt("anna", "warm up", "w");
        long known = median("anna");
        long unknown = median("nobody at all");
        double ratio = (double) unknown / known;
        assertTrue(ratio > 0.5 && ratio < 2, "unknown " + unknown + " ns, known " + known + " ns");
    }

    @Test
    void tenFailuresBlockTheAddressForAMinuteAndNoOther() {
        fail("a", 10);
        var blocked =
                assertInstanceOf(Logins.Blocked.class, fixture.logins.attempt("anna", RIGHT, "a"));
        assertEquals(Duration.ofSeconds(60), blocked.remaining());
        assertEquals(1, attempts(40), "right password while blocked");
        assertInstanceOf(Logins.Welcome.class, fixture.logins.attempt("anna", RIGHT, "b"));

        fixture.clock.pass(Duration.ofSeconds(61));

        assertInstanceOf(Logins.Welcome.class, fixture.logins.attempt("anna", RIGHT, "a"));
        assertInstanceOf(Logins.Refused.class, fixture.logins.attempt("anna", "wrong", "a"));
    }

    @Test
    void theValuesOfTheGuideTakeEffectWithinFiveMinutes() {
        fixture.execute(
                """
                INSERT INTO config_tbl (class, name, value, creation_date, change_date)
                VALUES ('loginTracking', 'webui.maxFails', '3', current_timestamp, current_timestamp)
                """);
        fixture.execute(
                """
                INSERT INTO config_tbl (class, name, value, creation_date, change_date)
                VALUES ('loginTracking', 'webui.ipBlockTimeSeconds', '300', current_timestamp, current_timestamp)
                """);
        fixture.clock.pass(Duration.ofMinutes(5).plusSeconds(1));

        fail("a", 3);
        assertInstanceOf(Logins.Blocked.class, fixture.logins.attempt("anna", RIGHT, "a"));
        fixture.clock.pass(Duration.ofSeconds(299));
        assertInstanceOf(Logins.Blocked.class, fixture.logins.attempt("anna", RIGHT, "a"));
        fixture.clock.pass(Duration.ofSeconds(2));
        assertInstanceOf(Logins.Welcome.class, fixture.logins.attempt("anna", RIGHT, "a"));
    }

    @Test
    void parallelGuessesAreCountedLikeOthers() throws Exception {
        ExecutorService pool = Executors.newFixedThreadPool(16);
        List<Future<Logins.Outcome>> outcomes = new ArrayList<>();
        for (int i = 0; i < 30; i++) {
            outcomes.add(pool.submit(() -> fixture.logins.attempt("anna", "guess", "p")));
        }
        long looked = 0;
        for (Future<Logins.Outcome> outcome : outcomes) {
            looked += outcome.get() instanceof Logins.Refused ? 1 : 0;
        }
        pool.shutdown();
        assertEquals(10, looked);
    }

    @Test
    void aTrustedAddressIsNeverBlocked() {
        fixture.execute(
                "INSERT INTO login_whitelist_tbl (ip_address, description) VALUES ('office', '')");
        fail("office", 15);
        assertInstanceOf(Logins.Welcome.class, fixture.logins.attempt("anna", RIGHT, "office"));
    }

    @Test
    void theUserLearnsOfFailuresSinceTheLastVisit() {
        fixture.logins.attempt("anna", RIGHT, "a");
        fail("elsewhere", 2);
        var welcome =
                assertInstanceOf(Logins.Welcome.class, fixture.logins.attempt("anna", RIGHT, "a"));
        assertEquals(2, welcome.failuresBefore());
    }

    private static void fail(String address, int times) {
        for (int i = 0; i < times; i++) {
            assertInstanceOf(
                    Logins.Refused.class, fixture.logins.attempt("anna", "wrong", address));
        }
    }

    /** Processor time: the same however busy the machine is. */
    private static long median(String username) {
        ThreadMXBean threads = ManagementFactory.getThreadMXBean();
        List<Long> times = new ArrayList<>();
        for (int i = 0; i < 7; i++) {
            long start = threads.getCurrentThreadCpuTime();
            fixture.logins.attempt(username, "wrong", "t" + username + i);
            times.add(threads.getCurrentThreadCpuTime() - start);
        }
        return times.stream().sorted().toList().get(3);
    }

    private static long attempts(int status) {
        return fixture.count("SELECT COUNT(*) FROM login_track_tbl WHERE login_status = ?", status);
    }
}
