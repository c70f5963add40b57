package org.openemm.statistics;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.function.Predicate;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.openemm.InvalidInput;
import org.openemm.NotFound;
import org.openemm.NotPermitted;
import org.openemm.account.Actor;
import org.openemm.job.JobContext;
import org.openemm.recipient.BindingStatus;
import org.openemm.recipient.RecipientTestBase;
import org.openemm.statistics.Distribution.Part;
import org.openemm.target.TargetDraft;

/** Figures of recipients, compared with a count of the same people in plain Java. */
class RecipientStatisticsTest extends RecipientTestBase {
    private static final int PEOPLE = 400;
    private static final List<String> DOMAINS =
            List.of("gmail.example", "gmail.example", "gmx.example", "web.test", "own.test");

    private record Person(
            long id,
            int list,
            int status,
            String type,
            Instant in,
            Instant at,
            int gender,
            String domain) {
        boolean counts() {
            return !type.equals("A") && !type.equals("T");
        }
    }

    private final List<Person> people = new ArrayList<>();
    private RecipientStatistics statistics;
    private int news;
    private int shop;

    @BeforeEach
    void manyPeople() {
        execute("DELETE FROM customer_1_binding_tbl");
        execute("DELETE FROM customer_1_tbl");
        execute("DELETE FROM list_growth_tbl");
        execute("DELETE FROM list_growth_state_tbl");
        execute("DELETE FROM mailinglist_tbl WHERE mailinglist_id > 1");
        news = core.mailinglists().create(ANNA, "News", "");
        shop = core.mailinglists().create(ANNA, "Shop", "");
        statistics =
                new RecipientStatistics(
                        core.database(),
                        core.counted(),
                        core.targets(),
                        core.profileFields(),
                        new ListGrowth(core.database(), core.clock()));
        people.clear();
        Random dice = new Random(7);
        for (int i = 1; i <= PEOPLE; i++) {
            Instant in = NOW.minus(dice.nextInt(100 * 24), ChronoUnit.HOURS);
            int status = dice.nextInt(3) == 0 ? 1 + dice.nextInt(7) : 1;
            Instant at =
                    status == 1
                            ? in
                            : in.plus(
                                    dice.nextInt((int) ChronoUnit.MINUTES.between(in, NOW) + 1),
                                    ChronoUnit.MINUTES);
            people.add(
                    new Person(
                            i,
                            dice.nextBoolean() ? news : shop,
                            status,
                            List.of("W", "W", "W", "w", "A", "T").get(dice.nextInt(6)),
                            in,
                            at,
                            dice.nextInt(3),
                            DOMAINS.get(dice.nextInt(DOMAINS.size()))));
        }
        core.database()
                .run(
                        tx -> {
                            for (Person one : people) {
                                tx.sql()
                                        .execute(
                                                "INSERT INTO customer_1_tbl (customer_id, email,"
                                                        + " gender, mailtype) VALUES (?, ?, ?, 1)",
                                                one.id(),
                                                "p" + one.id() + "@" + one.domain(),
                                                one.gender());
                                tx.sql()
                                        .execute(
                                                "INSERT INTO customer_1_binding_tbl (customer_id,"
                                                        + " mailinglist_id, user_type, user_status,"
                                                        + " creation_date, timestamp, user_remark)"
                                                        + " VALUES (?, ?, ?, ?, ?, ?, ?)",
                                                one.id(),
                                                one.list(),
                                                one.type(),
                                                one.status(),
                                                one.in(),
                                                one.at(),
                                                "remark " + one.status());
                            }
                        });
    }

    @Test
    void everyDayOfTheDevelopmentIsAsCountedPersonByPerson() {
        for (boolean rolledUp : new boolean[] {false, true}) {
            if (rolledUp) {
                new GrowthCount(core.database(), core.clock())
                        .run(new JobContext(1, "x", Map.of(), Optional.empty(), () -> false));
            }
            for (int list : new int[] {0, news}) {
                compare(
                        statistics.development(
                                ANNA, new RecipientChoice(list, 0), Growth.Period.QUARTER),
                        person -> list == 0 || person.list() == list);
            }
        }
    }

    @Test
    void theDevelopmentOfATargetGroupIsThatOfItsPeople() {
        int women =
                core.targets().save(ANNA, new TargetDraft(0, "Women", "", "`gender` = 1", false));
        compare(
                statistics.development(
                        ANNA, new RecipientChoice(shop, women), Growth.Period.QUARTER),
                person -> person.list() == shop && person.gender() == 1);
        assertEquals(
                counted(person -> person.list() == shop && person.gender() == 1),
                statistics.statuses(ANNA, new RecipientChoice(shop, women)));
    }

    private void compare(Development development, Predicate<Person> whose) {
        List<Growth.Step> steps = development.growth().steps();
        for (int i = 0; i < steps.size(); i++) {
            LocalDate day = steps.get(i).start();
            assertEquals(
                    new Growth.Figures(
                            number(whose, person -> is(person.in(), day) && person.status() != 5),
                            number(
                                    whose,
                                    person ->
                                            is(person.at(), day)
                                                    && (person.status() == 3
                                                            || person.status() == 4)),
                            number(whose, person -> is(person.at(), day) && person.status() == 2),
                            number(whose, person -> is(person.at(), day) && person.status() == 6)),
                    steps.get(i).figures(),
                    () -> "on " + day);
            assertEquals(
                    number(
                            whose,
                            person ->
                                    person.status() != 5
                                            && !date(person.in()).isAfter(day)
                                            && !(Set.of(2, 3, 4, 6).contains(person.status())
                                                    && !date(person.at()).isAfter(day))),
                    development.sizes().get(i),
                    () -> "at the end of " + day);
        }
    }

    @Test
    void peopleAreCountedByStatusFormatGenderDomainAndValue() {
        RecipientChoice all = new RecipientChoice(0, 0);
        assertEquals(counted(person -> true), statistics.statuses(ANNA, all));
        Map<String, Long> genders = new HashMap<>();
        Map<String, Long> domains = new HashMap<>();
        people.stream()
                .filter(person -> person.counts() && person.status() == 1)
                .forEach(
                        person -> {
                            genders.merge(String.valueOf(person.gender()), 1L, Long::sum);
                            domains.merge(person.domain(), 1L, Long::sum);
                        });
        assertEquals(genders, map(statistics.genders(ANNA, all)));
        assertEquals(genders, map(statistics.values(ANNA, all, "gender", 10)));
        assertEquals(domains, map(statistics.domains(ANNA, all, false, 10)));
        Distribution biggest = statistics.domains(ANNA, all, false, 1);
        assertEquals("gmail.example", biggest.parts().get(0).value());
        assertEquals(domains.values().stream().mapToLong(Long::longValue).sum(), biggest.total());
        assertEquals(
                Set.of("example", "test"), map(statistics.domains(ANNA, all, true, 5)).keySet());
        assertEquals(Set.of("1"), map(statistics.formats(ANNA, all)).keySet());
        Distribution nothing = statistics.values(ANNA, all, "title", 5);
        assertEquals(1, nothing.parts().size());
        assertEquals(null, nothing.parts().get(0).value());
        assertEquals("remark 1", statistics.remarks(ANNA, all, 1).get(0).remark());
    }

    @Test
    void askingForWhatIsNotOnesOwnFails() {
        assertThrows(
                NotFound.class, () -> statistics.statuses(ANNA, new RecipientChoice(0, 99_999)));
        assertThrows(
                InvalidInput.class,
                () -> statistics.values(ANNA, new RecipientChoice(0, 0), "no_such", 5));
        assertThrows(NotFound.class, () -> statistics.statuses(otto, new RecipientChoice(news, 0)));
        assertTrue(statistics.statuses(otto, new RecipientChoice(0, 0)).isEmpty());
        Actor reader =
                new Actor(
                        Actor.Kind.USER,
                        9,
                        "reader",
                        1,
                        Set.of("stats.mailing"),
                        Locale.ENGLISH,
                        ZoneOffset.UTC,
                        Set.of(news));
        assertThrows(
                NotPermitted.class,
                () -> statistics.domains(reader, new RecipientChoice(0, 0), false, 5));
        assertThrows(
                NotFound.class, () -> statistics.statuses(reader, new RecipientChoice(news, 0)));
        assertEquals(
                counted(person -> person.list() == shop),
                statistics.statuses(reader, new RecipientChoice(0, 0)));
    }

    private Map<BindingStatus, Long> counted(Predicate<Person> whose) {
        Map<BindingStatus, Long> counts = new HashMap<>();
        people.stream()
                .filter(person -> person.counts() && whose.test(person))
                .forEach(
                        person ->
                                counts.merge(
                                        BindingStatus.find(person.status()).orElseThrow(),
                                        1L,
                                        Long::sum));
        return counts;
    }

    private long number(Predicate<Person> whose, Predicate<Person> what) {
        return people.stream().filter(Person::counts).filter(whose).filter(what).count();
    }

    private static Map<String, Long> map(Distribution distribution) {
        Map<String, Long> parts = new HashMap<>();
        for (Part part : distribution.parts()) {
            parts.put(part.value(), part.recipients());
        }
        return parts;
    }

    private static boolean is(Instant moment, LocalDate day) {
        return date(moment).equals(day);
    }

    private static LocalDate date(Instant moment) {
        return LocalDate.ofInstant(moment, ZoneOffset.UTC);
    }
}
