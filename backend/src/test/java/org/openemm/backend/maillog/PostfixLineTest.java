package org.openemm.backend.maillog;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.openemm.bounce.Attempt;

class PostfixLineTest {
    @Test
    void aRefusedRecipientIsReadWithAllThatRulesMayAskFor() {
        LogEvent.Tried tried =
                (LogEvent.Tried)
                        event(
                                "postfix/smtp[9]: 4jX47k6w1zzKqYF: to=<a@b.example>,"
                                    + " relay=mx1.b.example[192.0.2.7]:25, conn_use=2, delay=0.14,"
                                    + " delays=0.01/0.08/0.05/0.01, dsn=5.7.26, status=bounced"
                                    + " (host mx1.b.example[192.0.2.7] said: 550-5.7.26 a, b=c; (d)"
                                    + " (in reply to RCPT TO command))");

        assertEquals(Attempt.State.BOUNCED, tried.state());
        assertEquals("5.7.26", tried.dsn());
        assertEquals("a@b.example", tried.to());
        assertEquals(
                "host mx1.b.example[192.0.2.7] said: 550-5.7.26 a, b=c; (d) (in reply to RCPT TO"
                        + " command)",
                tried.text());
        assertEquals(
                Map.of(
                        "to", "a@b.example",
                        "queue_id", "4jX47k6w1zzKqYF",
                        "relay", "mx1.b.example",
                        "ip", "192.0.2.7",
                        "port", "25"),
                tried.facts());
    }

    @Test
    void addressesMayHoldCommasAndBeRewrittenAndRelaysMayBeMissing() {
        LogEvent.Tried odd =
                (LogEvent.Tried)
                        event(
                                "postfix-out/relay/smtp[9]: 0A1B2C3D4E: to=<\"odd,"
                                        + " one\"@b.example>, orig_to=<x@y>, relay=none, delay=1,"
                                        + " delays=1/0/0/0, dsn=4.4.1, status=deferred (connect to"
                                        + " mx[::1]:25: Connection refused)");

        assertEquals("\"odd, one\"@b.example", odd.to());
        assertEquals("x@y", odd.originalTo());
        assertEquals("none", odd.relay());
        assertEquals(Attempt.State.PUT_OFF, odd.state());
    }

    @Test
    void addressesOfTheSixthVersionAndSocketsAreRelays() {
        LogEvent.Tried six =
                (LogEvent.Tried)
                        event(
                                "postfix/lmtp[9]: 0A1B2C3D4E: to=<a@b>, relay=mx.b[2001:db8::1]:25,"
                                        + " delay=1, dsn=2.0.0, status=sent (250 ok)");
        LogEvent.Tried socket =
                (LogEvent.Tried)
                        event(
                                "postfix/lmtp[9]: 0A1B2C3D4E: to=<a@b>,"
                                        + " relay=mx.b[private/dovecot], delay=1, dsn=2.0.0,"
                                        + " status=sent (250 ok)");

        assertEquals("2001:db8::1", six.facts().get("ip"));
        assertEquals("mx.b", socket.relay());
    }

    @Test
    void theLifeOfAMailInTheQueueIsRead() {
        assertEquals(
                new LogEvent.Arrived("0A1B2C3D4E", "ab20261121202452_0.F.x.y@d"),
                event("postfix/cleanup[1]: 0A1B2C3D4E: message-id=<ab20261121202452_0.F.x.y@d>"));
        assertEquals(
                new LogEvent.Queued("0A1B2C3D4E", 2),
                event("postfix/qmgr[1]: 0A1B2C3D4E: from=<a@b>, size=3, nrcpt=2 (queue active)"));
        assertEquals(
                new LogEvent.Expired("0A1B2C3D4E"),
                event(
                        "postfix/qmgr[1]: 0A1B2C3D4E: from=<a@b>, status=expired, returned to"
                                + " sender"));
        assertEquals(
                new LogEvent.Expired("0A1B2C3D4E"),
                event(
                        "postfix/qmgr[1]: 0A1B2C3D4E: from=<a@b>, status=force-expired, returned to"
                                + " sender"));
        assertEquals(
                new LogEvent.Removed("0A1B2C3D4E"), event("postfix/qmgr[1]: 0A1B2C3D4E: removed"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "postfix/smtpd[1]: connect from x[1.2.3.4]",
                "postfix/smtpd[1]: NOQUEUE: reject: RCPT from x: 550 5.1.1 <a@b>: to=<a@b>,"
                        + " dsn=5.1.1, status=bounced (x)",
                "postfix/smtpd[1]: warning: to=<a@b>, relay=none, dsn=5.1.1, status=bounced (x)",
                "postfix/master[1]: statistics: max connection rate 1/60s",
                "postfix/smtp[1]: 0A1B2C3D4E: host mx[1.2.3.4] said: 450 4.2.1 later",
                "postfix/smtp[1]: 0A1B2C3D4E: to=<a@b>, relay=none, delay=1",
                "postfix/smtp[1]: 0A1B2C3D4E: to=<a@b>, relay=none, dsn=2.0.0, status=deliverable"
                        + " (x)",
                "postfix/smtp[1]: 0A1B2C3D4E: to=<a@b",
                "postfix/smtp[1]: 0A1B2C3D4E: to=",
                "postfix/cleanup[1]: 0A1B2C3D4E: message-id=<",
                "postfix/cleanup[1]: 0A1B2C3D4E: resent-message-id=<a@b>",
                "postfix/bounce[1]: 0A1B2C3D4E: sender non-delivery notification: 0A1B2C3D4F",
                "dovecot[1]: 0A1B2C3D4E: to=<a@b>, relay=none, dsn=5.1.1, status=bounced (x)",
                "sshd[1]: something: else",
            })
    void everythingElseMeansNothing(String rest) {
        assertTrue(parse(rest).isEmpty());
    }

    private static LogEvent event(String rest) {
        return parse(rest).orElseThrow();
    }

    private static Optional<LogEvent> parse(String rest) {
        return PostfixLine.parse("Nov 21 20:49:22 host " + rest, 15);
    }
}
