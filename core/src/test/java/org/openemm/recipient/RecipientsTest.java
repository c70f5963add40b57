package org.openemm.recipient;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.openemm.InvalidInput;
import org.openemm.NotFound;
import org.openemm.NotPermitted;
import org.openemm.account.Actor;
import org.openemm.profilefield.DataType;
import org.openemm.profilefield.ProfileFieldDraft;

class RecipientsTest extends RecipientTestBase {
    private static final int THREADS = 20;

    @BeforeAll
    static void addFields() {
        core.profileFields()
                .create(ANNA, ProfileFieldDraft.of("shoe", "Shoe size", DataType.INTEGER, 0));
        core.profileFields()
                .create(ANNA, ProfileFieldDraft.of("weight", "Weight kg", DataType.FLOAT, 0));
        core.profileFields()
                .create(ANNA, ProfileFieldDraft.of("birthday", "Birthday", DataType.DATE, 0));
        core.profileFields()
                .create(ANNA, ProfileFieldDraft.of("visit", "Last visit", DataType.DATETIME, 0));
        core.profileFields()
                .create(ANNA, ProfileFieldDraft.of("city", "City", DataType.VARCHAR, 20));
    }

    @Test
    void aRecipientIsReadAsItWasWritten() {
        long id =
                core.recipients()
                        .create(
                                ANNA,
                                Map.of(
                                        "email", " Jörg@Müller.example ".replace("Jörg", "Joerg"),
                                        "firstname", "Jörg 😀",
                                        "lastname", "O'Brien \\ \"x\"",
                                        "Shoe size", "43",
                                        "weight", "81.5",
                                        "birthday", "29.2.2024",
                                        "visit", "2026-03-01 14:30"));
        Recipient read = core.recipients().get(ANNA, id);
        assertEquals("joerg@xn--mller-kva.example", read.email());
        assertEquals("Jörg 😀", read.text("firstname"));
        assertEquals("O'Brien \\ \"x\"", read.text("lastname"));
        assertEquals(43L, read.values().get("shoe"));
        assertEquals(81.5, read.values().get("weight"));
        assertEquals(LocalDate.of(2024, 2, 29), read.values().get("birthday"));
        assertEquals(Instant.parse("2026-03-01T14:30:00Z"), read.values().get("visit"));
        assertEquals(2L, read.values().get("gender"));
        assertEquals(1L, read.values().get("mailtype"));
        assertEquals(NOW, read.values().get("creation_date"));
        assertNull(read.values().get("city"));
    }

    @Test
    void aMomentWithoutOffsetIsOneOfTheZoneOfThePerson() {
        Actor berlin =
                new Actor(
                        Actor.Kind.SYSTEM,
                        0,
                        "b",
                        1,
                        Set.of(),
                        Locale.GERMAN,
                        java.time.ZoneId.of("Europe/Berlin"));
        long id =
                core.recipients()
                        .create(
                                berlin,
                                Map.of("email", "zone@example.com", "visit", "21.11.2026 09:15"));
        assertEquals(
                Instant.parse("2026-11-21T08:15:00Z"),
                core.recipients().get(ANNA, id).values().get("visit"));
    }

    @Test
    void badValuesAreAllReportedAndNothingIsStored() {
        long before = one(Long.class, "SELECT COUNT(*) FROM customer_1_tbl");
        InvalidInput refused =
                assertThrows(
                        InvalidInput.class,
                        () ->
                                core.recipients()
                                        .create(
                                                ANNA,
                                                Map.of(
                                                        "email", "anna",
                                                        "shoe", "abc",
                                                        "city", "x".repeat(21),
                                                        "birthday", "31.2.2026",
                                                        "gender", "9",
                                                        "nofield", "1",
                                                        "firstname", "<script>alert(1)</script>",
                                                        "lastname", "see www.example.com",
                                                        "timestamp", "2026-01-01")));
        assertEquals(
                Set.of(
                        "recipient.email.no_at",
                        "recipient.value.number",
                        "recipient.value.length",
                        "recipient.value.date",
                        "recipient.value.gender",
                        "recipient.field.unknown",
                        "recipient.value.html",
                        "recipient.value.link",
                        "recipient.field.readonly"),
                Set.copyOf(refused.problems().stream().map(InvalidInput.Problem::key).toList()));
        assertEquals(before, one(Long.class, "SELECT COUNT(*) FROM customer_1_tbl"));
    }

    @Test
    void aRecipientNeedsAnAddress() {
        assertEquals(
                "recipient.email.empty",
                problem(() -> core.recipients().create(ANNA, Map.of("firstname", "Anna"))));
    }

    @Test
    void anUpdateChangesOnlyWhatIsGivenAndEmptyTextClears() {
        long id =
                core.recipients()
                        .create(
                                ANNA,
                                Map.of(
                                        "email",
                                        "upd@example.com",
                                        "firstname",
                                        "A",
                                        "city",
                                        "Bonn"));
        core.recipients().update(ANNA, id, Map.of("city", "", "lastname", "B"));
        Recipient read = core.recipients().get(ANNA, id);
        assertEquals("A", read.text("firstname"));
        assertEquals("B", read.text("lastname"));
        assertNull(read.values().get("city"));
        assertThrows(
                NotFound.class, () -> core.recipients().update(ANNA, 999_999, Map.of("city", "x")));
    }

    @Test
    void aDeletedRecipientIsGoneWithItsBindings() {
        long id = core.recipients().create(ANNA, Map.of("email", "del@example.com"));
        int list = core.mailinglists().all(ANNA).get(0).id();
        core.bindings().set(ANNA, Binding.of(id, list, UserType.WORLD, BindingStatus.ACTIVE, ""));
        core.recipients().delete(ANNA, id);
        assertTrue(core.recipients().find(ANNA, id).isEmpty());
        assertEquals(
                0,
                one(
                        Integer.class,
                        "SELECT COUNT(*) FROM customer_1_binding_tbl WHERE customer_id = " + id));
        assertThrows(NotFound.class, () -> core.recipients().delete(ANNA, id));
    }

    @Test
    void everyChangeIsInTheActivityLog() {
        long id = core.recipients().create(ANNA, Map.of("email", "log@example.com"));
        core.recipients().update(ANNA, id, Map.of("firstname", "L"));
        core.recipients().delete(ANNA, id);
        assertEquals(
                "create recipient,edit recipient,delete recipient",
                one(
                        String.class,
                        "SELECT GROUP_CONCAT(action ORDER BY logtime, FIELD(action, 'create"
                            + " recipient', 'edit recipient', 'delete recipient')) FROM userlog_tbl"
                            + " WHERE description = 'log@example.com ("
                                + id
                                + ")'"));
    }

    @Test
    void aRecipientIsFoundByAnyFieldWithoutRegardToCase() {
        long id =
                core.recipients()
                        .create(
                                ANNA,
                                Map.of("email", "find@example.com", "city", "Köln", "shoe", 77));
        assertEquals(List.of(id), core.recipients().findBy(ANNA, "email", " FIND@example.com"));
        assertEquals(List.of(id), core.recipients().findBy(ANNA, "City", "köln"));
        assertEquals(List.of(id), core.recipients().findBy(ANNA, "shoe", "77"));
        assertEquals(List.of(), core.recipients().findBy(ANNA, "email", "' OR 1=1 -- "));
        assertEquals(
                "recipient.field.unknown",
                problem(() -> core.recipients().findBy(ANNA, "1 OR 1=1", "x")));
    }

    @Test
    void addingFindsChangesOrLeavesWhoIsThere() {
        AddOptions leave = new AddOptions(true, "email", false, 0);
        AddOptions overwrite = new AddOptions(true, "EMAIL", true, 0);
        Added first =
                core.recipients()
                        .add(ANNA, Map.of("email", "add@example.com", "city", "Bonn"), leave);
        Added second =
                core.recipients()
                        .add(ANNA, Map.of("email", "ADD@example.com", "city", "Ulm"), leave);
        Added third =
                core.recipients()
                        .add(ANNA, Map.of("email", "add@example.com", "shoe", "1"), overwrite);
        assertEquals(Added.Outcome.CREATED, first.outcome());
        assertEquals(new Added(first.id(), Added.Outcome.FOUND), second);
        assertEquals(new Added(first.id(), Added.Outcome.UPDATED), third);
        Recipient read = core.recipients().get(ANNA, first.id());
        assertEquals("Bonn", read.text("city"));
        assertEquals(1L, read.values().get("shoe"));
        Added fourth =
                core.recipients()
                        .add(
                                ANNA,
                                Map.of("email", "add@example.com"),
                                new AddOptions(false, "email", true, 0));
        assertEquals(Added.Outcome.CREATED, fourth.outcome());
    }

    @Test
    void ofManyAddingTheSameAddressAtOnceExactlyOneStores() throws Exception {
        CountDownLatch start = new CountDownLatch(1);
        ExecutorService threads = Executors.newFixedThreadPool(THREADS);
        try {
            List<Future<Added>> running = new ArrayList<>();
            for (int i = 0; i < THREADS; i++) {
                String email = "race" + i % 2 + "@example.com";
                Callable<Added> add =
                        () -> {
                            start.await();
                            return core.recipients()
                                    .add(
                                            ANNA,
                                            Map.of("email", email),
                                            new AddOptions(true, "email", true, 0));
                        };
                running.add(threads.submit(add));
            }
            start.countDown();
            int created = 0;
            for (Future<Added> added : running) {
                created += added.get().outcome() == Added.Outcome.CREATED ? 1 : 0;
            }
            assertEquals(2, created);
            assertEquals(
                    2,
                    one(
                            Integer.class,
                            "SELECT COUNT(*) FROM customer_1_tbl WHERE email LIKE 'race%'"));
        } finally {
            threads.shutdownNow();
        }
    }

    @Test
    void anAddressOnTheBlocklistIsRefused() {
        core.blocklist().add(ANNA, "blocked@example.com", "wish");
        core.blocklist().add(ANNA, "*@evil.example", "");
        for (String email : List.of("Blocked@example.com", "any.one@evil.example")) {
            assertEquals(
                    "recipient.email.blocklisted",
                    problem(() -> core.recipients().create(ANNA, Map.of("email", email))));
        }
        core.blocklist().remove(ANNA, "*@evil.example");
        core.recipients().create(ANNA, Map.of("email", "any.one@evil.example"));
        assertEquals(
                "blocklist.email.taken",
                problem(() -> core.blocklist().add(ANNA, "BLOCKED@example.com", "")));
        assertEquals(
                "blocklist.email.everybody", problem(() -> core.blocklist().add(ANNA, "*", "")));
    }

    @Test
    void nobodySeesOrChangesRecipientsOfAnotherCompany() {
        long id = core.recipients().create(ANNA, Map.of("email", "ours@example.com"));
        assertTrue(core.recipients().find(otto, id).isEmpty());
        assertThrows(NotFound.class, () -> core.recipients().get(otto, id));
        assertThrows(
                NotFound.class, () -> core.recipients().update(otto, id, Map.of("firstname", "x")));
        assertThrows(NotFound.class, () -> core.recipients().delete(otto, id));
        assertEquals(List.of(), core.recipients().findBy(otto, "email", "ours@example.com"));
        assertEquals(0, core.recipients().count(otto, RecipientQuery.all(10), 100));
        assertEquals(
                "recipient.field.unknown",
                problem(() -> core.recipients().findBy(otto, "shoe", "1")));
        assertFalse(
                core.profileFields().of(otto).all().stream()
                        .anyMatch(field -> field.column().equals("shoe")));
    }

    @Test
    void withoutTheRightNothingHappens() {
        Actor nobody =
                new Actor(
                        Actor.Kind.USER, 7, "nobody", 1, Set.of(), Locale.ENGLISH, ZoneOffset.UTC);
        Map<String, String> values = Map.of("email", "nobody@example.com");
        assertThrows(NotPermitted.class, () -> core.recipients().create(nobody, values));
        assertThrows(NotPermitted.class, () -> core.recipients().get(nobody, 1));
        assertThrows(NotPermitted.class, () -> core.recipients().update(nobody, 1, values));
        assertThrows(NotPermitted.class, () -> core.recipients().delete(nobody, 1));
    }

    @Test
    void recipientsOfLoadTrialsAreInvisible() {
        execute("INSERT INTO customer_1_tbl (email, bounceload) VALUES ('load@example.com', 1)");
        long id =
                one(
                        Long.class,
                        "SELECT customer_id FROM customer_1_tbl WHERE email = 'load@example.com'");
        assertTrue(core.recipients().find(ANNA, id).isEmpty());
        assertEquals(List.of(), core.recipients().findBy(ANNA, "email", "load@example.com"));
    }

    @Test
    void lookingUpAnAddressUsesTheIndex() {
        String plan =
                core.database()
                        .inTransaction(
                                tx ->
                                        tx.sql()
                                                .createQuery(
                                                        "EXPLAIN SELECT cust.customer_id FROM"
                                                            + " customer_1_tbl cust WHERE"
                                                            + " cust.email = 'a@example.com' AND"
                                                            + " cust.bounceload = 0 ORDER BY"
                                                            + " cust.customer_id LIMIT 1")
                                                .mapToMap()
                                                .one()
                                                .toString());
        assertTrue(plan.contains("cust1_email_idx"), plan);
    }
}
