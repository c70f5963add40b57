package org.openemm.response;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.openemm.response.Finding.Kind;
import org.openemm.response.Finding.Severity;

class BounceMailRulesTest {
    private static final String BOUNCE = "From: MAILER-DAEMON@mx.example.com\nSubject: failure\n\n";

    @Test
    void anExpressionOfTheAdministratorMakesABounceHard() {
        Finding finding = scan("[hard]\ngone (forever|away)\n", BOUNCE + "She has gone away.\n");
        assertEquals(Severity.HARD, finding.severity());
        assertEquals(599, finding.dsn());
        assertEquals("hard, line 2 of bav.rule", finding.rule());
    }

    @Test
    void theFirstLineThatFitsDecides() {
        String text = BOUNCE + "550 5.1.1 unknown, but wait\n";
        assertEquals(Severity.SOFT, scan("[soft]\nwait\n[hard]\nunknown\n", text).severity());
        assertEquals(Severity.HARD, scan("[hard]\nunknown\n[soft]\nwait\n", text).severity());
    }

    @Test
    void theCodeInBracesIsBooked() {
        String text = BOUNCE + "The box is shut.\n";
        assertEquals(512, scan("[hard]\n{5.1.2} shut\n", text).dsn());
        assertEquals(422, scan("[soft]\n{422} shut\n", text).dsn());
        assertEquals(499, scan("[soft]\nshut\n", text).dsn());
    }

    @Test
    void aRuleCannotMakeWhatComesAgainLaterHard() {
        Finding finding = scan("[hard]\nunknown\n", BOUNCE + "450 4.1.1 unknown user\n");
        assertEquals(Severity.SOFT, finding.severity());
        assertEquals(499, finding.dsn());
    }

    @Test
    void aHeaderOfSectionSystemmailMakesAMailABounce() {
        String mail = "From: robot@example.com\nX-Robot: yes\nSubject: Re: x\n\n550 5.1.1 no\n";
        assertEquals(Kind.REPLY, scan("", mail).kind());
        Finding finding = scan("[systemmail]\n^X-Robot: yes\n", mail);
        assertEquals(Kind.BOUNCE, finding.kind());
        assertEquals(511, finding.dsn());
    }

    @Test
    void aHeaderOfSectionFilterIsAnAutomaticAnswerOfThatName() {
        Finding finding =
                scan("[filter]\n{Away} ^Subject: gone fishing\n", "Subject: Gone Fishing\n\nHi\n");
        assertEquals(Kind.AUTO_REPLY, finding.kind());
        assertEquals("away", finding.action());
        assertEquals("filter, line 2 of bav.rule", finding.rule());
    }

    @Test
    void aWrongExpressionIsReportedWithItsLineAndTheOthersCount() {
        BounceMailRules rules =
                BounceMailRules.read(
                        "bav.rule",
                        """
                        \ufeff# mine
                        too early
                        [hard]
                        (unclosed
                        .*
                        good one
                        [odd]
                        something
                        [systems]
                        mx.example.com
                        """);
        assertEquals(
                List.of(
                        "2 stands before the first section",
                        "4 Unclosed group",
                        "5 fits every mail",
                        "7 no such section"),
                rules.problems().stream().map(p -> p.line() + " " + p.reason()).toList());
        assertEquals(1, rules.size());
    }

    @Test
    void anExpressionThatTriesForeverIsStoppedAndReportedAndTheOthersGoOn() {
        BounceMailRules rules = BounceMailRules.read("bav.rule", "[hard]\n(x+x+)+y\nunknown\n");
        Scanner scanner = new Scanner(rules, Signed::verify);
        String text = BOUNCE + "x".repeat(900) + "\nunknown\n";
        for (int i = 0; i < 100; i++) {
            Finding finding = scanner.scan(parse(text));
            assertEquals("hard, line 3 of bav.rule", finding.rule());
        }
        assertEquals(
                Set.of(2),
                Set.copyOf(
                        scanner.slowRules().stream().map(BounceMailRules.Problem::line).toList()));
    }

    @Test
    void rulesOfATableComeBeforeThoseOfTheFile() {
        BounceMailRules table =
                BounceMailRules.of("table", Map.of("soft", List.of("gone", "(wrong")));
        BounceMailRules both = table.then(BounceMailRules.read("bav.rule", "[hard]\ngone\nlost\n"));
        Scanner scanner = new Scanner(both, Signed::verify);
        assertEquals(Severity.SOFT, scanner.scan(parse(BOUNCE + "gone\n")).severity());
        assertEquals(Severity.HARD, scanner.scan(parse(BOUNCE + "lost\n")).severity());
        assertEquals("table", both.problems().get(0).source());
    }

    @Test
    void lookingForPlainTextFirstNeverHidesAMatch() throws IOException {
        List<Rule> rules =
                BounceMailRules.read("bav.rule", Files.readString(Path.of("../conf/bav.rule")))
                        .rules();
        long quick = rules.stream().filter(rule -> !rule.needed().isEmpty()).count();
        assertTrue(quick > rules.size() * 9 / 10, () -> quick + " of " + rules.size());
        try (Stream<Path> files = Files.list(Path.of("src/test/resources/bounces"))) {
            for (Path file : files.sorted().limit(50).toList()) {
                String text = Files.readString(file, StandardCharsets.ISO_8859_1);
                for (String line : text.lines().toList()) {
                    for (Rule rule : rules) {
                        assertTrue(
                                !rule.matches(line) || rule.mayMatch(line.toLowerCase(Locale.ROOT)),
                                () -> rule.name() + " fits " + line + " " + rule.needed());
                    }
                }
            }
        }
    }

    @Test
    void plainTextIsOnlyDemandedWhereEveryMatchHasIt() {
        assertEquals(Set.of("user unknown"), NeededText.of("^550 ?.*user unknown"));
        assertEquals(Set.of("full", "over quota"), NeededText.of("m.{0,9}(full|over quota)"));
        assertEquals(Set.of(), NeededText.of("(a|b)?[xyz]+\\d{3}"));
        assertEquals(Set.of(), NeededText.of("(?x) spaced out"));
        assertEquals(Set.of("abc", "def"), NeededText.of("abc|def"));
        assertEquals(Set.of(), NeededText.of("abc|.*"));
        assertEquals(Set.of("ab"), NeededText.of("abc?"));
        assertEquals(Set.of("c++"), NeededText.of("c\\+\\+[]]x*"));
    }

    private static Finding scan(String rules, String mail) {
        return new Scanner(BounceMailRules.read("bav.rule", rules), Signed::verify)
                .scan(parse(mail));
    }

    private static IncomingMail parse(String mail) {
        return IncomingMail.parse(mail.getBytes(StandardCharsets.UTF_8));
    }
}
