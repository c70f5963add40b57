package org.openemm.response;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Mails come from strangers: whatever they send is read, to its end or to a limit. */
class AnyBytesTest {
    private static final int MEGABYTE = 1024 * 1024;
    private static List<byte[]> messages;
    private static Scanner scanner;

    @BeforeAll
    static void read() throws IOException {
        scanner =
                new Scanner(
                        BounceMailRules.read(
                                "bav.rule", Files.readString(Path.of("../conf/bav.rule"))),
                        Signed::verify);
        try (Stream<Path> files = Files.list(Path.of("src/test/resources/bounces"))) {
            List<Path> sorted =
                    files.filter(file -> file.toString().endsWith(".eml")).sorted().toList();
            messages = new ArrayList<>();
            for (Path file : sorted) {
                messages.add(Files.readAllBytes(file));
            }
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void damagedMessagesAreReadAsFarAsTheyGo(long seed) {
        Random random = new Random(seed);
        for (byte[] message : messages) {
            byte[] damaged = message.clone();
            for (int i = 0; i < 1 + damaged.length / 200; i++) {
                if (damaged.length > 0) {
                    damaged[random.nextInt(damaged.length)] = (byte) random.nextInt(256);
                }
            }
            byte[] cut = Arrays.copyOf(damaged, random.nextInt(damaged.length + 1));
            assertNotNull(scan(damaged));
            assertNotNull(scan(cut));
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {4, 5})
    void piecesOfDifferentMessagesInOneAreRead(long seed) {
        Random random = new Random(seed);
        for (int turn = 0; turn < 200; turn++) {
            StringBuilder mixed = new StringBuilder();
            for (int piece = 0; piece < 8; piece++) {
                byte[] from = messages.get(random.nextInt(messages.size()));
                int start = random.nextInt(from.length + 1);
                int length = random.nextInt(Math.min(2000, from.length - start) + 1);
                mixed.append(new String(from, start, length, StandardCharsets.ISO_8859_1));
            }
            assertNotNull(scan(mixed.toString().getBytes(StandardCharsets.ISO_8859_1)));
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "\n",
                "\0",
                "From: ",
                ":\n\n",
                "Content-Type: multipart/mixed; boundary=\"\"\n\n--\n--\n",
                "Content-Type: multipart/report; boundary=\"--\n\n",
                "Content-Type: message/rfc822\nContent-Transfer-Encoding: base64\n\n====",
                "Content-Type: text/plain; charset=\"\"\n\nx",
                "Content-Type: text/html\n\n<",
                "Content-Type: text/html\n\n<style>&#xffffffff;&#0;&;",
                "Subject: =?utf-8?B?????=\n\n",
                "Subject: =?utf-7?Q?=?=\n\n",
                "From: <>>><\nReturn-Path: <\nTo: @\n\n@ .@. <.\n",
                "Content-Type: message/delivery-status\n\nFinal-Recipient\n:\nStatus: 5.\n",
            })
    void piecesOfHeadersAreNoReasonToFail(String message) {
        assertNotNull(scan(message.getBytes(StandardCharsets.UTF_8)));
    }

    @Test
    void aLineOfMegabytesIsReadOnce() {
        byte[] line = new byte[8 * MEGABYTE];
        for (byte filling : new byte[] {'a', ' ', '<', '&', '=', '-', '\n', '.', '@', '?'}) {
            Arrays.fill(line, filling);
            assertNotNull(scan(line));
            byte[] header = "Subject: x\nContent-Type: text/html\n\n".getBytes(UTF);
            System.arraycopy(header, 0, line, 0, header.length);
            assertNotNull(scan(line));
        }
    }

    @Test
    void thousandsOfPartsAndHeadersAndRecipientsEndAtALimit() {
        StringBuilder mail = new StringBuilder("From: MAILER-DAEMON@mx.example.com\n");
        mail.append("X-Many: =?utf-8?Q?=?=\n".repeat(50_000));
        mail.append("Content-Type: multipart/mixed; boundary=\"b\"\n\n");
        mail.append("--b\nContent-Type: message/delivery-status\n\n");
        mail.append("Final-Recipient: rfc822; x@example.com\nAction: failed\n\n".repeat(20_000));
        mail.append("--b\nContent-Type: text/plain\n\n550 5.1.1 user unknown\n".repeat(50_000));
        assertNotNull(scan(mail.toString().getBytes(UTF)));
    }

    @Test
    void aThousandMailsWithinEachOtherEndAtALimit() {
        String mail = "Content-Type: message/rfc822\n\n".repeat(1000) + "Subject: end\n\n";
        assertNotNull(scan(mail.getBytes(UTF)));
    }

    @Test
    void halfAMillionTextsThatLookLikeUidsAreNotAllChecked() {
        int[] checks = {0};
        Scanner counting =
                new Scanner(
                        BounceMailRules.none(),
                        text -> {
                            checks[0]++;
                            return Signed.verify(text);
                        });
        StringBuilder mail = new StringBuilder("Subject: x\n\n");
        for (int i = 0; i < 20_000; i++) {
            mail.append("F.ha").append(i).append('.').append("x".repeat(86)).append('\n');
        }
        counting.scan(IncomingMail.parse(mail.toString().getBytes(UTF)));
        assertTrue(checks[0] <= 400, () -> checks[0] + " checks");
    }

    @Test
    void textIsGivenToPeopleWithoutTags() {
        IncomingMail mail =
                IncomingMail.parse(
                        "Content-Type: text/html; charset=utf-8\n\n<p>Gr&uuml;&szlig;e <b>an</b>&#x20AC;</p>"
                                .getBytes(UTF));
        assertEquals("Grüße an€", mail.text().strip());
    }

    @Test
    void namesAndAddressesAreReadableInAllWaysTheyAreWritten() {
        assertEquals("Jörg Öl", from("=?iso-8859-1?Q?J=F6rg_=D6l?= <j@example.com>").fromName());
        assertEquals("j@example.com", from("\"Jörg, Öl\" <j@example.com>").from());
        assertEquals("Jörg, Öl", from("\"Jörg, Öl\" <j@example.com>").fromName());
        assertEquals("j@example.com", from("j@example.com (Jörg)").from());
        assertEquals("", from("nobody").from());
    }

    private static final Charset UTF = StandardCharsets.UTF_8;

    private static IncomingMail from(String from) {
        return IncomingMail.parse(("From: " + from + "\n\n").getBytes(UTF));
    }

    private static Finding scan(byte[] message) {
        Finding finding = scanner.scan(IncomingMail.parse(message));
        assertTrue(finding.text().length() <= Finding.MAX_TEXT);
        return finding;
    }
}
