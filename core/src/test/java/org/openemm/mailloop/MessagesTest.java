package org.openemm.mailloop;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Locale;
import java.util.OptionalLong;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.openemm.NotFound;
import org.openemm.NotPermitted;
import org.openemm.account.Actor;
import org.openemm.recipient.RecipientTestBase;

class MessagesTest extends RecipientTestBase {
    private static final Actor LOOKING = user("mailloop.show", "recipient.history");
    private static final Instant NOON = Instant.parse("2026-11-21T12:00:00Z");

    @BeforeEach
    void nothingCameIn() {
        execute("DELETE FROM mailloop_message_tbl");
        execute("DELETE FROM mailloop_log_tbl");
    }

    @Test
    void aMessageIsKeptOnceUnderItsNameInTheSpool() {
        assertTrue(keep(message("a", 7, MessageKind.REPLY, "Hello"), "Hello there").isPresent());
        assertFalse(keep(message("a", 7, MessageKind.REPLY, "Hello"), "Hello there").isPresent());

        assertEquals(1, core.messages().page(LOOKING, MessageQuery.all(), 1, 10).total());
    }

    @Test
    void theBytesAreKeptAsTheyCameUpToAMegabyte() {
        byte[] odd = new byte[300];
        for (int i = 0; i < odd.length; i++) {
            odd[i] = (byte) i;
        }
        long small = keep(message("a", 7, MessageKind.REPLY, "odd"), odd);
        long big = keep(message("b", 7, MessageKind.REPLY, "big"), new byte[3_000_000]);

        assertArrayEquals(odd, core.messages().raw(LOOKING, small).orElseThrow());
        assertEquals(Messages.MOST_BYTES, core.messages().raw(LOOKING, big).orElseThrow().length);
    }

    @Test
    void listsAreLimitedToFilterMailingRecipientKindAndText() {
        keep(message("a", 7, MessageKind.REPLY, "100% fun"), "");
        keep(message("b", 8, MessageKind.BOUNCE, "failure"), "");

        assertEquals(List.of("failure", "100% fun"), subjects(MessageQuery.all()));
        assertEquals(List.of("failure"), subjects(MessageQuery.ofFilter(8)));
        assertEquals(List.of("100% fun"), subjects(MessageQuery.all().only(MessageKind.REPLY)));
        assertEquals(List.of("100% fun"), subjects(MessageQuery.all().containing("0% f")));
        assertEquals(List.of(), subjects(MessageQuery.all().containing("1% f")));
        assertEquals(List.of("failure", "100% fun"), subjects(MessageQuery.ofRecipient(5)));
        assertEquals(List.of(), subjects(MessageQuery.ofRecipient(6)));
        assertEquals(List.of("failure", "100% fun"), subjects(MessageQuery.ofMailing(77)));
    }

    @Test
    void nobodySeesMessagesOfAnotherCompanyOrWithoutTheRight() {
        long id = keep(message("a", 7, MessageKind.REPLY, "secret"), "secret").orElseThrow();
        Actor other = Actor.system("test", 2);

        assertEquals(0, core.messages().page(other, MessageQuery.all(), 1, 10).total());
        assertThrows(NotFound.class, () -> core.messages().get(other, id));
        assertTrue(core.messages().raw(other, id).isEmpty());
        assertThrows(NotPermitted.class, () -> core.messages().raw(user("mailing.show"), id));
    }

    @Test
    void textsLongerThanTheirColumnsAreCutAndNeverRefused() {
        String long1 = "\ud83d\ude00".repeat(2000);

        long id = keep(message("a", 7, MessageKind.REPLY, long1), "").orElseThrow();

        assertEquals(1000, core.messages().get(LOOKING, id).subject().length());
    }

    private static Actor user(String... rights) {
        return new Actor(
                Actor.Kind.USER, 1, "eva", 1, Set.of(rights), Locale.ENGLISH, ZoneOffset.UTC);
    }

    private static List<String> subjects(MessageQuery query) {
        return core.messages().page(LOOKING, query, 1, 10).messages().stream()
                .map(IncomingMessage::subject)
                .toList();
    }

    private static OptionalLong keep(IncomingMessage message, String raw) {
        return core.database()
                .inTransaction(
                        tx ->
                                core.messages()
                                        .keep(
                                                tx,
                                                message,
                                                raw.getBytes(StandardCharsets.US_ASCII)));
    }

    private static long keep(IncomingMessage message, byte[] raw) {
        return core.database()
                .inTransaction(tx -> core.messages().keep(tx, message, raw))
                .orElseThrow();
    }

    private static IncomingMessage message(String name, int rid, MessageKind kind, String subject) {
        return new IncomingMessage(
                0,
                name,
                1,
                rid,
                NOON.plusSeconds(rid),
                kind,
                0,
                77,
                5,
                "eva@example.com",
                "reply_7@example.org",
                subject,
                "",
                "stored",
                true,
                "",
                100);
    }
}
