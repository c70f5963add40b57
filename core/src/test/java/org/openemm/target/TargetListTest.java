package org.openemm.target;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.openemm.NotFound;
import org.openemm.NotPermitted;
import org.openemm.account.Actor;
import org.openemm.config.Home;
import org.openemm.config.Settings;
import org.openemm.eql.Complexity;

/** The list of target groups: what it finds, in which order, and favourites. */
class TargetListTest extends TargetTestBase {
    private static final Actor READER = user(1, "targets.show");
    private static final Actor EDITOR = user(1, "targets.show", "targets.change");

    private static TargetList list;
    private static TargetFavorites favorites;
    private static int dots;
    private static int stripes;
    private static int tests;
    private static int opened;

    @BeforeAll
    static void fill() {
        Settings settings =
                new Settings(world.database, new Home(Path.of("target/no-home")), CLOCK);
        favorites = new TargetFavorites(world.database, settings);
        list = new TargetList(world.database, favorites);
        dots = save("Zebra dots", "");
        stripes = save("Zebra stripes", "gender = 1");
        tests =
                targets.save(
                        ANNA, new TargetDraft(0, "Zebra tests", "For us only", "gender = 0", true));
        opened = save("Zebra openers", "lastopen_date IS NOT EMPTY");
        world.database.run(
                tx -> {
                    tx.sql()
                            .execute(
                                    "INSERT INTO mailing_tbl (mailing_id, company_id, shortname,"
                                            + " target_expression) VALUES (4001, 1, 'Spring', ?),"
                                            + " (4002, 1, 'Summer', ?)",
                                    stripes + "|" + tests,
                                    stripes);
                    tx.sql()
                            .execute(
                                    "UPDATE dyn_target_tbl SET creation_date = '2024-02-29"
                                            + " 10:00:00', change_date = '2025-01-01 00:00:00',"
                                            + " complexity = 12, component_hide = 1 WHERE target_id"
                                            + " = ?",
                                    opened);
                });
        targets.setLocked(ANNA, dots, true);
    }

    @Test
    void pagesComeInTheOrderThatIsAskedFor() {
        assertEquals(
                List.of(dots, opened, stripes, tests), ids(zebras(), TargetQuery.Sort.NAME, false));
        assertEquals(
                List.of(tests, stripes, opened, dots), ids(zebras(), TargetQuery.Sort.NAME, true));
        assertEquals(stripes, ids(zebras(), TargetQuery.Sort.USES, true).get(0));
        assertEquals(tests, ids(zebras(), TargetQuery.Sort.USES, true).get(1));
        assertEquals(opened, ids(zebras(), TargetQuery.Sort.CREATED, false).get(0));
        assertEquals(opened, ids(zebras(), TargetQuery.Sort.COMPLEXITY, true).get(0));
        assertEquals(tests, ids(zebras(), TargetQuery.Sort.DELIVERY, true).get(0));
        TargetPage second =
                list.page(ANNA, new TargetQuery(zebras(), TargetQuery.Sort.USES, true, 2, 3));
        assertEquals(4, second.total());
        assertEquals(1, second.rows().size());
    }

    @Test
    void everyOrderAndEveryMarkCanBeAskedForWithAnySearch() {
        for (TargetQuery.Sort sort : TargetQuery.Sort.values()) {
            for (TargetFilter.Mark mark : TargetFilter.Mark.values()) {
                for (Complexity.Grade grade : Complexity.Grade.values()) {
                    TargetFilter filter =
                            new TargetFilter(
                                    "'\"<script>%{{[agn :search",
                                    grade,
                                    TargetFilter.Delivery.FINAL,
                                    mark,
                                    CLOCK.instant(),
                                    CLOCK.instant(),
                                    CLOCK.instant(),
                                    CLOCK.instant(),
                                    true);
                    TargetQuery query = new TargetQuery(filter, sort, true, 1, 10);
                    assertEquals(0, list.page(EDITOR, query).total());
                }
            }
        }
    }

    @Test
    void groupsAreFoundByWhatIsParticularAboutThem() {
        assertEquals(List.of(dots), marked(TargetFilter.Mark.LOCKED));
        assertEquals(List.of(opened), marked(TargetFilter.Mark.NOT_FOR_CONTENT));
        assertEquals(List.of(stripes, tests), marked(TargetFilter.Mark.USED));
        assertEquals(List.of(dots, opened), marked(TargetFilter.Mark.UNUSED));
        assertEquals(List.of(), marked(TargetFilter.Mark.INVALID));
        assertEquals(List.of(), marked(TargetFilter.Mark.LIMITING));
    }

    @Test
    void groupsAreFoundByTheirDeliveryTheirSpeedAndTheirAge() {
        assertEquals(
                List.of(tests),
                ids(
                        filter(null, TargetFilter.Delivery.ADMIN_TEST, null, null),
                        TargetQuery.Sort.NAME,
                        false));
        assertEquals(
                List.of(opened),
                ids(
                        filter(Complexity.Grade.YELLOW, null, null, null),
                        TargetQuery.Sort.NAME,
                        false));
        Instant day = Instant.parse("2025-06-01T00:00:00Z");
        assertEquals(
                List.of(dots, stripes, tests),
                ids(filter(null, null, day, null), TargetQuery.Sort.NAME, false));
        assertEquals(
                List.of(opened), ids(filter(null, null, null, day), TargetQuery.Sort.NAME, false));
    }

    @Test
    void aFavouriteIsOneForEverybodyOfTheCompany() {
        Instant changed = targets.get(ANNA, stripes).changed();

        favorites.set(EDITOR, stripes, true);

        assertTrue(favorites.of(READER).contains(stripes));
        assertEquals(List.of(stripes), marked(TargetFilter.Mark.FAVORITE));
        assertEquals(stripes, ids(zebras(), TargetQuery.Sort.FAVORITE, true).get(0));
        assertEquals(changed, targets.get(ANNA, stripes).changed());
        assertThrows(NotPermitted.class, () -> favorites.set(READER, stripes, false));
        assertFalse(favorites.maySet(READER));
        favorites.set(EDITOR, stripes, false);
        assertFalse(favorites.of(READER).contains(stripes));
    }

    @Test
    void orOneOfAPersonWhereTheCompanyWantsItSo() {
        world.database.run(
                tx ->
                        tx.sql()
                                .execute(
                                        "INSERT INTO config_tbl (class, name, value) VALUES"
                                                + " ('target', 'favorite.userBased', 'true')"));
        Settings settings =
                new Settings(world.database, new Home(Path.of("target/no-home")), CLOCK);
        TargetFavorites own = new TargetFavorites(world.database, settings);
        try {
            own.set(READER, dots, true);
            own.set(READER, dots, true);

            assertEquals(Set.of(dots), own.of(READER));
            assertEquals(Set.of(), own.of(user(2, "targets.show")));
            TargetFilter filter =
                    new TargetFilter(
                            "",
                            null,
                            null,
                            TargetFilter.Mark.FAVORITE,
                            null,
                            null,
                            null,
                            null,
                            false);
            TargetQuery query = new TargetQuery(filter, TargetQuery.Sort.FAVORITE, true, 1, 10);
            assertEquals(1, new TargetList(world.database, own).page(READER, query).total());
            own.set(READER, dots, false);
            assertEquals(Set.of(), own.of(READER));
        } finally {
            world.database.run(
                    tx ->
                            tx.sql()
                                    .execute(
                                            "DELETE FROM config_tbl WHERE name ="
                                                    + " 'favorite.userBased'"));
        }
    }

    @Test
    void groupsOfOtherCompaniesAreNoFavourites() {
        assertThrows(NotFound.class, () -> favorites.set(STRANGER, dots, true));
        assertEquals(
                0,
                list.page(STRANGER, new TargetQuery(zebras(), TargetQuery.Sort.NAME, true, 1, 10))
                        .total());
    }

    private static TargetFilter zebras() {
        return TargetFilter.named("zebra");
    }

    private static TargetFilter filter(
            Complexity.Grade grade, TargetFilter.Delivery delivery, Instant from, Instant until) {
        return new TargetFilter("zebra", grade, delivery, null, null, until, from, null, false);
    }

    private static List<Integer> marked(TargetFilter.Mark mark) {
        TargetFilter filter =
                new TargetFilter("zebra", null, null, mark, null, null, null, null, false);
        return ids(filter, TargetQuery.Sort.NAME, false);
    }

    private static List<Integer> ids(
            TargetFilter filter, TargetQuery.Sort sort, boolean descending) {
        return list.page(ANNA, new TargetQuery(filter, sort, descending, 1, 10)).rows().stream()
                .map(Target::id)
                .toList();
    }

    private static Actor user(int id, String... rights) {
        return new Actor(
                Actor.Kind.USER,
                id,
                "user" + id,
                1,
                Set.of(rights),
                Locale.ENGLISH,
                CLOCK.getZone());
    }
}
