package org.openemm.bouncecheck;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.openemm.NotPermitted;
import org.openemm.account.Actor;
import org.openemm.i18n.Texts;

/** What is found when one thing is not in order. */
class BounceCheckTest extends CheckTestBase {
    @Test
    void whenAllIsInOrderEveryStepIsGood() {
        assertEquals(
                List.of(
                        "filter.good",
                        "domain.good",
                        "mx.good",
                        "ptr.good",
                        "postfix.good",
                        "port.good",
                        "relay_domains.good",
                        "transport_maps.good",
                        "smtpd_milters.good",
                        "chroot.good",
                        "service.good",
                        "maps.good",
                        "intake.nothing",
                        "milter.good",
                        "spool.good",
                        "maillog.good",
                        "rules.good"),
                run().stream().map(r -> r.check() + "." + r.variant()).toList());
        assertEquals("", bad());
    }

    @Test
    void withoutFilterOrDomainNothingCanComeBack() {
        execute("DELETE FROM mailloop_tbl");
        execute("UPDATE company_tbl SET mailloop_domain = ' ' WHERE company_id = 1");
        assertTrue(bad().startsWith("PROBLEM filter.none, PROBLEM domain.missing"), this::bad);
        execute("UPDATE company_tbl SET mailloop_domain = 'localhost' WHERE company_id = 1");
        assertTrue(bad().startsWith("PROBLEM filter.none, PROBLEM domain.local"), this::bad);
    }

    @Test
    void theDomainNeedsAnMxRecordThatLeadsHere() {
        mx.clear();
        assertEquals("PROBLEM mx.none", bad());
        addresses.put(DOMAIN, List.of("192.0.2.1"));
        assertEquals("WARNING mx.address", bad());
        mx.put(DOMAIN, List.of("other.example"));
        assertEquals("PROBLEM mx.nohost", bad());
        addresses.put("other.example", List.of("203.0.113.9"));
        assertEquals("WARNING mx.elsewhere", bad());
        mx.put(DOMAIN, null);
        assertEquals("WARNING mx.unknown", bad());
    }

    @Test
    void theNameOfTheSendingHostHasToLeadForthAndBackAgain() throws IOException {
        names.put("192.0.2.25", List.of("static-25.provider.example", "other.example"));
        assertEquals("WARNING ptr.other", bad());
        names.clear();
        assertEquals("WARNING ptr.missing", bad());
        assertEquals(
                "25.2.0.192.in-addr.arpa",
                run().stream()
                        .filter(r -> r.check().equals("ptr"))
                        .findFirst()
                        .orElseThrow()
                        .arguments()
                        .get(2));
        addresses.remove("localhost");
        assertEquals("WARNING ptr.nameless", bad());
        smtpHost("relay.example");
        assertEquals("", bad());
    }

    @Test
    void theBackendHasToTakeMessagesInAndToKeepUp() throws IOException {
        status(NOW.minusSeconds(5), true, 5000, 0);
        assertEquals("WARNING spool.waiting", bad());
        status(NOW.minusSeconds(5), true, 0, 3);
        assertEquals("WARNING spool.quarantined", bad());
        status(NOW.minusSeconds(5), false, 0, 0);
        assertEquals("PROBLEM milter.missing", bad());
        status(NOW.minusSeconds(300), true, 0, 0);
        assertEquals("PROBLEM intake.stopped", bad());
        Files.delete(home.varRun().resolve("mailloop.status"));
        assertEquals("PROBLEM intake.never", bad());
    }

    @Test
    void theMailLogHasToBeReadable() {
        execute("UPDATE mail_log_state_tbl SET last_line = '2026-11-01 00:00:00'");
        assertEquals("WARNING maillog.old", bad());
        execute("UPDATE mail_log_state_tbl SET last_line = NULL");
        assertEquals("WARNING maillog.empty", bad());
        execute("UPDATE mail_log_state_tbl SET problem = 'may not be read'");
        assertEquals("PROBLEM maillog.unreadable", bad());
        execute(
                "UPDATE mail_log_state_tbl SET problem = 'There is no log of a mail server at"
                        + " /var/log/maillog'");
        assertEquals("PROBLEM maillog.missing", bad());
        execute(
                "UPDATE mail_log_state_tbl SET problem = 'The log of the mail server may not be"
                        + " read by user openemm: /var/log/maillog'");
        assertEquals("PROBLEM maillog.denied", bad());
        execute("DELETE FROM mail_log_state_tbl");
        assertEquals("PROBLEM maillog.never", bad());
    }

    @Test
    void wrongRulesAreNamedWithTheirLines() throws IOException {
        Files.writeString(home.lib().resolve("bav.rule"), "[hard]\n(oops\ngone\n");
        CheckResult result =
                run().stream().filter(r -> r.check().equals("rules")).findFirst().orElseThrow();
        assertEquals("errors", result.variant());
        assertEquals("2: (oops (Unclosed group)", result.arguments().get(1));
        Files.delete(home.lib().resolve("bav.rule"));
        assertEquals("WARNING rules.missing", bad());
    }

    @Test
    void everyFindingIsSaidInEnglishAndGerman() throws IOException {
        Texts texts =
                Texts.load(
                        getClass().getClassLoader(),
                        List.of("messages/bouncecheck"),
                        List.of("en", "de"));
        assertEquals(texts.all("en").keySet(), texts.all("de").keySet());
        Files.delete(home.varRun().resolve("relay.domains"));
        mx.clear();
        for (CheckResult result : run()) {
            for (Locale locale : List.of(Locale.ENGLISH, Locale.GERMAN)) {
                String said =
                        texts.text(locale, result.titleKey())
                                + texts.text(locale, result.state().key())
                                + texts.text(locale, result.textKey(), result.arguments().toArray())
                                + result.todoKey()
                                        .map(
                                                key ->
                                                        texts.text(
                                                                locale,
                                                                key,
                                                                result.arguments().toArray()))
                                        .orElse("");
                assertTrue(!said.contains("«") && !said.contains("{"), said);
            }
        }
    }

    @Test
    void onlyWhoMaySeeTheStateOfTheServerMayLook() {
        Actor nobody =
                new Actor(
                        Actor.Kind.USER, 9, "nobody", 1, Set.of(), Locale.ENGLISH, ZoneOffset.UTC);
        assertThrows(NotPermitted.class, () -> check().run(nobody));
    }
}
