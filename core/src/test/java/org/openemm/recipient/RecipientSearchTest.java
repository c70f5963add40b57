package org.openemm.recipient;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.openemm.profilefield.DataType;
import org.openemm.profilefield.ProfileFieldDraft;

class RecipientSearchTest extends RecipientTestBase {
    private static final int RECIPIENTS = 57;
    private static int list;

    @BeforeAll
    static void addRecipients() {
        core.profileFields()
                .create(ANNA, ProfileFieldDraft.of("points", "Points", DataType.INTEGER, 0));
        list = core.mailinglists().create(ANNA, "Search", "");
        for (int i = 0; i < RECIPIENTS; i++) {
            long id =
                    core.recipients()
                            .create(
                                    ANNA,
                                    Map.of(
                                            "email", "p%02d@example.com".formatted(i),
                                            "firstname", i % 3 == 0 ? "" : "Eva",
                                            "lastname", i == 5 ? "O'Brien_50%" : "Meyer",
                                            "points", i % 4 == 0 ? "" : "" + i % 7));
            if (i % 2 == 0) {
                BindingStatus status = i % 10 == 0 ? BindingStatus.BOUNCED : BindingStatus.ACTIVE;
                UserType type = i == 2 ? UserType.WORLD_VIP : UserType.WORLD;
                core.bindings().set(ANNA, Binding.of(id, list, type, status, ""));
            }
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "email",
                "firstname",
                "points",
                "customer_id",
                "creation_date",
                "lastopen_date"
            })
    void pagingByAnyFieldShowsEverybodyOnceInBothDirections(String sort) {
        for (boolean descending : new boolean[] {false, true}) {
            List<Long> forward = new ArrayList<>();
            List<Long> back = new ArrayList<>();
            RecipientQuery query = RecipientQuery.all(10).sortedBy(sort, descending);
            RecipientPage page = core.recipients().page(ANNA, query);
            assertNull(page.previous());
            forward.addAll(ids(page));
            while (page.next() != null) {
                PageCursor next = PageCursor.decode(page.next().encoded()).orElseThrow();
                page = core.recipients().page(ANNA, query.from(next));
                forward.addAll(ids(page));
            }
            assertEquals(RECIPIENTS, forward.size());
            assertEquals(RECIPIENTS, new HashSet<>(forward).size());
            back.addAll(reversed(ids(page)));
            while (page.previous() != null) {
                PageCursor previous = PageCursor.decode(page.previous().encoded()).orElseThrow();
                page = core.recipients().page(ANNA, query.from(previous));
                back.addAll(reversed(ids(page)));
            }
            assertEquals(reversed(forward), back, sort + " " + descending);
        }
    }

    @Test
    void aSearchFindsBeginningsOfAddressAndNames() {
        assertEquals(10, found(RecipientQuery.beginningWith("p1", 100)));
        assertEquals(1, found(RecipientQuery.beginningWith("p17@ex", 100)));
        assertEquals(1, found(RecipientQuery.beginningWith("o'b", 100)));
        assertEquals(38, found(RecipientQuery.beginningWith("EVA", 100)));
        assertEquals(RECIPIENTS, found(RecipientQuery.beginningWith("*example.com", 100)));
        assertEquals(0, found(RecipientQuery.beginningWith("' OR 1=1 -- ", 100)));
        assertEquals(0, found(RecipientQuery.beginningWith("<script>{{[agn:x", 100)));
        assertEquals(0, found(RecipientQuery.beginningWith("x".repeat(100_000), 100)));
    }

    @Test
    void filtersMatchExactlyUnlessTheyHaveWildcards() {
        assertEquals(0, found(filter("p1", "", 0, null, null)));
        assertEquals(10, found(filter("p1?@*", "", 0, null, null)));
        assertEquals(RECIPIENTS - 1, found(filter("", "meyer", 0, null, null)));
    }

    @Test
    void filtersByListStatusAndType() {
        assertEquals(29, found(filter("", "", list, null, null)));
        assertEquals(6, found(filter("", "", list, BindingStatus.BOUNCED, null)));
        assertEquals(1, found(filter("", "", list, null, UserType.WORLD_VIP)));
        assertEquals(28, found(filter("", "", list, null, UserType.WORLD)));
        assertEquals(28, found(filter("", "", RecipientQuery.NO_LIST, null, null)));
        assertEquals(0, found(filter("", "", 99_999, null, null)));
    }

    @Test
    void anUnknownColumnToSortByIsRefused() {
        assertEquals(
                "recipient.field.unknown",
                problem(
                        () ->
                                core.recipients()
                                        .page(
                                                ANNA,
                                                RecipientQuery.all(5)
                                                        .sortedBy("email; DROP TABLE x", false))));
    }

    @Test
    void aCursorFromElsewhereIsNone() {
        assertTrue(PageCursor.decode("../../etc/passwd").isEmpty());
        assertTrue(PageCursor.decode("").isEmpty());
        assertTrue(PageCursor.decode("Zg").isEmpty());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Eva O'Bri",
                "O'Brien Eva",
                "o'brien, eva",
                "O'Brien_5",
                "*_50",
                "O?Brien",
                "p05",
                "p05@exam"
            })
    void somebodyIsFoundByTheBeginningOfAddressNameOrBothNames(String typed) {
        assertEquals(
                List.of("p05@example.com"),
                core
                        .recipients()
                        .page(ANNA, RecipientQuery.beginningWith(typed, 10))
                        .recipients()
                        .stream()
                        .map(Recipient::email)
                        .toList());
    }

    @ParameterizedTest
    @ValueSource(strings = {"Eva Nobody", "p0_@example.com", "%", "Brien", "@example.or", "\\"})
    void whatDoesNotBeginLikeThatIsNotFound(String typed) {
        assertEquals(0, found(RecipientQuery.beginningWith(typed, 100)));
    }

    @Test
    void anAtSignAtTheBeginningAsksForADomain() {
        assertEquals(RECIPIENTS, found(RecipientQuery.beginningWith("@example.com", 100)));
    }

    @Test
    void namesAndAgeHaveAnIndex() {
        for (String column : List.of("lastname", "firstname", "creation_date")) {
            assertEquals(
                    1,
                    one(
                            Integer.class,
                            """
                            SELECT COUNT(*) FROM information_schema.statistics
                             WHERE table_schema = DATABASE() AND table_name = 'customer_1_tbl'
                               AND column_name = '%s' AND seq_in_index = 1
                            """
                                    .formatted(column)),
                    column);
        }
    }

    @Test
    void countingStopsAtTheLimit() {
        assertEquals(20, core.recipients().count(ANNA, RecipientQuery.all(5), 20));
    }

    @Test
    void pagesInOrderOfTheAddressReadTheIndexOnly() {
        String plan =
                core.database()
                        .inTransaction(
                                tx ->
                                        tx.sql()
                                                .createQuery(
                                                        """
                                                        EXPLAIN SELECT cust.* FROM customer_1_tbl cust FORCE INDEX FOR ORDER BY (cust1_email_idx)
                                                         WHERE cust.bounceload = 0 AND cust.email >= 'p20@example.com'
                                                           AND (cust.email > 'p20@example.com' OR cust.customer_id > 20)
                                                         ORDER BY cust.email, cust.customer_id LIMIT 11
                                                        """)
                                                .mapToMap()
                                                .one()
                                                .toString());
        assertTrue(plan.contains("cust1_email_idx") && !plan.contains("filesort"), plan);
    }

    private static long found(RecipientQuery query) {
        long counted = core.recipients().count(ANNA, query, 1000);
        assertEquals(counted, core.recipients().page(ANNA, query).recipients().size());
        return counted;
    }

    private static RecipientQuery filter(
            String email, String lastname, int mailinglist, BindingStatus status, UserType type) {
        return new RecipientQuery(
                "", email, "", lastname, mailinglist, status, type, "", "email", false, 100, null);
    }

    private static List<Long> ids(RecipientPage page) {
        return page.recipients().stream().map(Recipient::id).toList();
    }

    private static List<Long> reversed(List<Long> ids) {
        List<Long> reversed = new ArrayList<>(ids);
        Collections.reverse(reversed);
        return reversed;
    }
}
