package org.openemm.backend.smtp;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BiFunction;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SmtpConnectionTest {
    private static final byte[] BODY =
            "Subject: x\r\n\r\nhello\r\n".getBytes(StandardCharsets.UTF_8);

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void manyMailsOnOneConnectionArriveUnchangedAndInOrder(boolean pipelining) throws IOException {
        try (SinkServer sink = new SinkServer(pipelining, usual());
                SmtpConnection connection = SmtpConnection.open(sink.route(1))) {
            List<Envelope> envelopes = new ArrayList<>();
            for (int i = 0; i < 50; i++) {
                envelopes.add(Envelope.of("from@a.example", "to" + i + "@b.example"));
            }
            for (int i = 0; i < 50; i++) {
                Outcome outcome =
                        connection.send(
                                envelopes.get(i),
                                ("Subject: " + i + "\r\n\r\n.dot\r\n..\r\nend")
                                        .getBytes(StandardCharsets.UTF_8),
                                false,
                                i < 49 ? envelopes.get(i + 1) : null);
                assertInstanceOf(Outcome.Accepted.class, outcome);
            }

            assertEquals(50, sink.received().size());
            assertEquals("to7@b.example", sink.received().get(7).to());
            assertEquals("Subject: 7\r\n\r\n.dot\r\n..\r\nend\r\n", sink.received().get(7).body());
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void aRefusedRecipientSaysNothingAboutTheNext(boolean pipelining) throws IOException {
        try (SinkServer sink =
                        new SinkServer(pipelining, on("RCPT", "bad@", "550 5.1.1 User unknown"));
                SmtpConnection connection = SmtpConnection.open(sink.route(1))) {
            Envelope good = Envelope.of("a@a.example", "good@b.example");
            Envelope bad = Envelope.of("a@a.example", "bad@b.example");
            Envelope last = Envelope.of("a@a.example", "last@b.example");

            assertInstanceOf(Outcome.Accepted.class, connection.send(good, BODY, false, bad));
            Outcome.Refused refused =
                    assertInstanceOf(
                            Outcome.Refused.class, connection.send(bad, BODY, false, last));
            assertInstanceOf(Outcome.Accepted.class, connection.send(last, BODY, false, null));

            assertEquals(511, refused.reply().dsn());
            assertEquals(Outcome.Stage.RECIPIENT, refused.stage());
            assertEquals(List.of("good@b.example", "last@b.example"), recipients(sink));
        }
    }

    @Test
    void aServerThatTakesABodyForNobodyGetsAnEmptyOne() throws IOException {
        BiFunction<String, String, String> odd =
                (verb, line) ->
                        switch (verb) {
                            case "RCPT" -> line.contains("bad@") ? "550 5.1.1 no" : null;
                            case "DATA" -> "354 always";
                            case "END" -> line.isEmpty() ? "554 5.5.1 nobody" : null;
                            default -> null;
                        };
        try (SinkServer sink = new SinkServer(true, odd);
                SmtpConnection connection = SmtpConnection.open(sink.route(1))) {
            Envelope bad = Envelope.of("a@a.example", "bad@b.example");
            Envelope good = Envelope.of("a@a.example", "good@b.example");

            assertInstanceOf(Outcome.Refused.class, connection.send(bad, BODY, false, null));
            assertInstanceOf(Outcome.Accepted.class, connection.send(good, BODY, false, null));
            assertEquals(List.of("good@b.example"), recipients(sink));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"MAIL", "RCPT", "END"})
    void aTemporaryAnswerPutsTheMailOffAndTheConnectionGoesOn(String verb) throws IOException {
        String where = verb.equals("MAIL") ? "MAIL" : "later@";
        try (SinkServer sink = new SinkServer(true, once(verb, "451 4.3.0 not now"));
                SmtpConnection connection = SmtpConnection.open(sink.route(1))) {
            Envelope first = Envelope.of("a@a.example", "later@b.example");
            Envelope second = Envelope.of("a@a.example", "now@b.example");

            assertInstanceOf(
                    Outcome.Deferred.class, connection.send(first, BODY, false, second), where);
            assertInstanceOf(Outcome.Accepted.class, connection.send(second, BODY, false, null));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"CONNECT", "EHLO", "MAIL", "RCPT", "DATA", "END"})
    void aLostConnectionIsToldWhereverItHappens(String verb) throws IOException {
        try (SinkServer sink = new SinkServer(true, once(verb, SinkServer.DROP))) {
            assertThrows(
                    IOException.class,
                    () -> {
                        try (SmtpConnection connection = SmtpConnection.open(sink.route(1))) {
                            connection.send(
                                    Envelope.of("a@a.example", "b@b.example"), BODY, false, null);
                        }
                    });
            assertTrue(sink.received().isEmpty());
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"CONNECT", "EHLO", "MAIL", "RCPT", "DATA", "END"})
    void aServerThatShutsDownMakesTheRouteUnavailable(String verb) throws IOException {
        try (SinkServer sink = new SinkServer(true, once(verb, "421 4.3.2 shutting down"))) {
            RouteUnavailable why =
                    assertThrows(
                            RouteUnavailable.class,
                            () -> {
                                try (SmtpConnection connection =
                                        SmtpConnection.open(sink.route(1))) {
                                    connection.send(
                                            Envelope.of("a@a.example", "b@b.example"),
                                            BODY,
                                            false,
                                            null);
                                }
                            });
            assertTrue(why.getMessage().contains("421 4.3.2 shutting down"), why.getMessage());
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "a b@c.example",
                "a@b.example>\r\nRCPT TO:<x@y.example",
                "<a@b.example>",
                "a\0@b.example"
            })
    void anAddressThatWouldBreakTheProtocolIsRefused(String address) {
        assertThrows(IllegalArgumentException.class, () -> Envelope.of("a@a.example", address));
    }

    @Test
    void internationalDomainsTravelInAscii() {
        assertEquals("info@xn--mller-kva.example", Envelope.of("", "info@müller.example").to());
    }

    @Test
    void theFirstDigitsOfAnEnhancedCodeAreTheDeliveryStatus() {
        assertEquals(511, new SmtpReply(550, "5.1.1 unknown").dsn());
        assertEquals(571, new SmtpReply(554, "5.7.11 no").dsn());
        assertEquals(500, new SmtpReply(550, "go away").dsn());
        assertEquals(400, new SmtpReply(451, "later").dsn());
        assertEquals(571, new SmtpReply(550, "4.7.1 the class is that of the reply code").dsn());
        assertEquals(511, new SmtpReply(550, "<x@y.example>: user unknown").dsn());
        assertEquals(522, new SmtpReply(552, "mailbox is full").dsn());
    }

    private static List<String> recipients(SinkServer sink) {
        return sink.received().stream().map(SinkServer.Received::to).toList();
    }

    private static BiFunction<String, String, String> usual() {
        return (verb, line) -> null;
    }

    private static BiFunction<String, String, String> on(String verb, String part, String answer) {
        return (said, line) -> said.equals(verb) && line.contains(part) ? answer : null;
    }

    private static BiFunction<String, String, String> once(String verb, String answer) {
        boolean[] done = new boolean[1];
        return (said, line) -> {
            if (said.equals(verb) && !done[0]) {
                done[0] = true;
                return answer;
            }
            return null;
        };
    }
}
