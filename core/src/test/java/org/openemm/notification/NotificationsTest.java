package org.openemm.notification;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.openemm.NotFound;
import org.openemm.account.Actor;
import org.openemm.database.Database;
import org.openemm.testsupport.TestDatabase;

class NotificationsTest {
    private static final Instant NOW = Instant.parse("2026-11-21T10:00:00Z");
    private static final Actor ANNA = user(5, 1, "mailing.show", "wizard.importclassic");
    private static final Actor BERT = user(6, 1, "mailing.show");
    private static final Actor OTTO = user(7, 2, "mailing.show", "server.status");

    private static TestDatabase server;
    private static Database database;
    private static Notifications notifications;

    @BeforeAll
    static void open() {
        server = TestDatabase.create();
        database = Database.over(server.dataSource(), List.of());
        notifications = new Notifications(database, Clock.fixed(NOW, ZoneOffset.UTC));
    }

    @AfterAll
    static void close() {
        database.close();
        server.close();
    }

    @BeforeEach
    void empty() {
        database.run(
                tx -> {
                    tx.sql().execute("DELETE FROM notification_tbl");
                    tx.sql().execute("DELETE FROM notification_read_tbl");
                });
    }

    @Test
    void everybodyOfTheCompanyWithTheRightIsTold() {
        add(Event.of(Kind.MAILING_SENT, 1, 5, 12, "Spring news", 1000));
        add(Event.of(Kind.IMPORT_DONE, 1, 5, 3, "people.csv", 10, 9, 1, 0));
        add(Event.of(Kind.JOB_FAILED, 0, 0, 1, "DBCleaner"));

        assertEquals(List.of("people.csv", "Spring news"), subjects(ANNA));
        assertEquals(List.of("Spring news"), subjects(BERT));
        assertEquals(List.of("DBCleaner"), subjects(OTTO));
        Notification sent = notifications.list(BERT, 0, 10).get(0);
        assertEquals(List.of(1000L), sent.event().numbers());
        assertEquals(NOW, sent.created());
        assertTrue(notifications.list(ANNA, 0, 10).stream().allMatch(Notification::own));
    }

    @Test
    void whatIsReadIsReadForOneUserOnly() {
        add(Event.of(Kind.MAILING_SENT, 1, 5, 12, "First", 1));
        add(Event.of(Kind.MAILING_SENT, 1, 5, 13, "Second", 1));
        long second = notifications.unread(ANNA).newest();
        assertEquals(2, notifications.unread(ANNA).number());

        notifications.read(ANNA, second);
        notifications.read(ANNA, second);
        assertEquals(1, notifications.unread(ANNA).number());
        assertEquals(2, notifications.unread(BERT).number());

        notifications.readUpTo(ANNA, second);
        assertEquals(new Unread(0, 0), notifications.unread(ANNA));
        assertTrue(notifications.list(ANNA, 0, 10).stream().allMatch(Notification::read));

        add(Event.of(Kind.MAILING_FAILED, 1, 0, 14, "Third"));
        assertEquals(1, notifications.unread(ANNA).number());
    }

    @Test
    void aMarkFarAheadDoesNotHideWhatComes() {
        add(Event.of(Kind.MAILING_SENT, 1, 5, 12, "First", 1));
        notifications.readUpTo(ANNA, Integer.MAX_VALUE);
        add(Event.of(Kind.MAILING_SENT, 1, 5, 13, "Second", 1));
        assertEquals(1, notifications.unread(ANNA).number());
    }

    @Test
    void nobodyMarksWhatHeCannotSee() {
        add(Event.of(Kind.MAILING_SENT, 1, 5, 12, "First", 1));
        long id = notifications.unread(ANNA).newest();
        assertThrows(NotFound.class, () -> notifications.read(OTTO, id));
        assertThrows(NotFound.class, () -> notifications.read(ANNA, id + 1));
    }

    @Test
    void whatAUserStartedIsToldApart() {
        add(Event.of(Kind.MAILING_SENT, 1, 6, 12, "Bert's", 1));
        add(Event.of(Kind.MAILING_SENT, 1, 5, 13, "Anna's", 1));
        assertEquals(
                List.of("Anna's"),
                notifications.ownSince(ANNA, 0, 3).stream()
                        .map(own -> own.event().subject())
                        .toList());
        long newest = notifications.unread(ANNA).newest();
        assertEquals(List.of(), notifications.ownSince(ANNA, newest, 3));
    }

    @Test
    void longListsComeInParts() {
        for (int i = 0; i < 130; i++) {
            add(Event.of(Kind.MAILING_SENT, 1, 0, i, "Mailing " + i, i));
        }
        assertEquals(Notifications.MANY, notifications.unread(ANNA).number());
        List<Notification> first = notifications.list(ANNA, 0, 100);
        assertEquals("Mailing 129", first.get(0).event().subject());
        List<Notification> rest = notifications.list(ANNA, first.get(99).id(), 100);
        assertEquals(30, rest.size());
        assertEquals("Mailing 0", rest.get(29).event().subject());
    }

    @Test
    void aNewUserIsGreetedOnceAndHasNothingElseToRead() {
        add(Event.of(Kind.MAILING_SENT, 1, 0, 12, "Long ago", 1));
        notifications.welcome(ANNA);
        notifications.welcome(ANNA);
        assertEquals(1, notifications.unread(ANNA).number());
        assertEquals(Kind.WELCOME, notifications.list(ANNA, 0, 1).get(0).event().kind());
        assertEquals(List.of("Long ago"), subjects(BERT));
    }

    @Test
    void theSameIsSaidOnce() {
        Event paused = Event.of(Kind.MAILING_PAUSED, 1, 0, 12, "Paused", 2);
        database.run(tx -> notifications.addOnce(tx, paused, NOW.minusSeconds(60)));
        database.run(tx -> notifications.addOnce(tx, paused, NOW.minusSeconds(60)));
        assertEquals(List.of("Paused"), subjects(ANNA));
        database.run(tx -> notifications.addOnce(tx, paused, NOW.plusSeconds(60)));
        assertEquals(2, subjects(ANNA).size());
    }

    @Test
    void strangeNamesArePutInAsTheyAre() {
        add(Event.of(Kind.IMPORT_FAILED, 1, 5, 3, "'\"<script>".repeat(1000)));
        assertEquals(500, subjects(ANNA).get(0).length());
    }

    private static void add(Event event) {
        database.run(tx -> notifications.add(tx, event));
    }

    private static List<String> subjects(Actor actor) {
        return notifications.list(actor, 0, 100).stream()
                .map(told -> told.event().subject())
                .toList();
    }

    private static Actor user(int id, int company, String... rights) {
        return new Actor(
                Actor.Kind.USER,
                id,
                "user" + id,
                company,
                Set.of(rights),
                Locale.ENGLISH,
                ZoneOffset.UTC);
    }
}
