package org.openemm.response;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * What the shipped rules make of messages of all families of mail servers. The messages and what
 * each of them means lie in {@code src/test/resources/bounces}; the table is {@code expected.txt}.
 */
class BounceCorpusTest {
    private static final Path MESSAGES = Path.of("src/test/resources/bounces");
    private static final Path RULES = Path.of("../conf/bav.rule");
    private static final Pattern COLUMN = Pattern.compile(" \\| ");
    private static final int LEAST_MESSAGES = 150;

    private static Scanner scanner;

    /** A line of the table. */
    record Expected(
            String message,
            String kind,
            String severity,
            String dsn,
            String action,
            String recipient,
            String address,
            String sentence) {
        static Expected of(String line) {
            String[] columns = COLUMN.split(line);
            return new Expected(
                    columns[0],
                    columns[1],
                    columns[2],
                    columns[3],
                    columns[4],
                    columns[5],
                    columns[6],
                    columns[7]);
        }

        @Override
        public String toString() {
            return sentence;
        }
    }

    static List<Expected> table() throws IOException {
        try (Stream<String> lines = Files.lines(MESSAGES.resolve("expected.txt"))) {
            return lines.filter(line -> !line.startsWith("#")).map(Expected::of).toList();
        }
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("table")
    void everyMessageMeansWhatTheTableSays(Expected expected) throws IOException {
        Finding finding;
        try (InputStream in = Files.newInputStream(MESSAGES.resolve(expected.message() + ".eml"))) {
            finding = scanner().scan(IncomingMail.parse(in));
        }
        Expected found =
                new Expected(
                        expected.message(),
                        finding.kind().name(),
                        finding.severity().name(),
                        String.valueOf(finding.dsn()),
                        finding.action(),
                        finding.uid().map(uid -> String.valueOf(uid.recipient())).orElse("-"),
                        finding.recipient().isEmpty() ? "-" : finding.recipient(),
                        expected.sentence());
        assertEquals(line(expected), line(found), () -> "decided by " + finding);
    }

    static List<String> phrases() throws IOException {
        try (Stream<String> lines = Files.lines(MESSAGES.resolve("phrases.txt"))) {
            return lines.filter(line -> !line.startsWith("#")).toList();
        }
    }

    @ParameterizedTest
    @MethodSource("phrases")
    void onlyWordsThatProveTheAddressWrongAreHard(String phrase) throws IOException {
        String[] columns = COLUMN.split(phrase, 2);
        String report =
                """
                From: MAILER-DAEMON@mx.example.com
                Content-Type: multipart/report; report-type=delivery-status; boundary="b"

                --b
                Content-Type: message/delivery-status

                Final-Recipient: rfc822; x@y.example
                Action: failed
                Diagnostic-Code: smtp; %s
                --b--
                """;
        Finding finding =
                scanner()
                        .scan(
                                IncomingMail.parse(
                                        report.formatted(columns[1])
                                                .getBytes(StandardCharsets.UTF_8)));
        assertEquals(columns[0], finding.severity().name(), finding::toString);
    }

    @Test
    void theTableHasEveryMessageAndMoreThanAHundredAndFifty() throws IOException {
        Set<String> named =
                table().stream().map(e -> e.message() + ".eml").collect(Collectors.toSet());
        try (Stream<Path> files = Files.list(MESSAGES)) {
            assertEquals(
                    named,
                    files.map(file -> file.getFileName().toString())
                            .filter(name -> name.endsWith(".eml"))
                            .collect(Collectors.toSet()));
        }
        assertTrue(named.size() >= LEAST_MESSAGES, () -> "only " + named.size());
    }

    @Test
    void allShippedRulesCanBeUsed() throws IOException {
        assertEquals(List.of(), rules().problems());
    }

    @Test
    void noShippedRuleIsTooSlowForAnyOfThem() throws IOException {
        Scanner all = new Scanner(rules(), Signed::verify);
        for (Expected expected : table()) {
            all.scan(
                    IncomingMail.parse(
                            Files.readAllBytes(MESSAGES.resolve(expected.message() + ".eml"))));
        }
        assertEquals(List.of(), all.slowRules());
    }

    private static String line(Expected e) {
        return String.join(
                " | ",
                e.message(),
                e.kind(),
                e.severity(),
                e.dsn(),
                e.action(),
                e.recipient(),
                e.address());
    }

    private static synchronized Scanner scanner() throws IOException {
        if (scanner == null) {
            scanner = new Scanner(rules(), Signed::verify);
        }
        return scanner;
    }

    private static BounceMailRules rules() throws IOException {
        return BounceMailRules.read("bav.rule", Files.readString(RULES));
    }
}
