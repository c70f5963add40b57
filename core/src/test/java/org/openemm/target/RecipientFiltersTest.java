package org.openemm.target;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.openemm.InvalidInput;
import org.openemm.NotFound;
import org.openemm.profilefield.DataType;
import org.openemm.profilefield.ProfileFieldDraft;
import org.openemm.recipient.Binding;
import org.openemm.recipient.BindingStatus;
import org.openemm.recipient.RecipientCondition;
import org.openemm.recipient.RecipientTestBase;
import org.openemm.recipient.UserType;
import org.openemm.target.FieldRule.Operator;

class RecipientFiltersTest extends RecipientTestBase {
    private static int list;

    @BeforeAll
    static void addRecipients() {
        core.profileFields()
                .create(ANNA, ProfileFieldDraft.of("points", "Points", DataType.INTEGER, 0));
        core.profileFields()
                .create(ANNA, ProfileFieldDraft.of("birthday", "Birthday", DataType.DATE, 0));
        list = core.mailinglists().create(ANNA, "Filter", "");
        for (int i = 0; i < 10; i++) {
            long id =
                    core.recipients()
                            .create(
                                    ANNA,
                                    Map.of(
                                            "email", "f%d@example.com".formatted(i),
                                            "firstname", "Eva",
                                            "lastname",
                                                    i == 3
                                                            ? "O'Hara \\ 50%"
                                                            : i == 4 ? "" : "Meyer",
                                            "points", i < 2 ? "" : "" + (i - 5),
                                            "birthday", i == 0 ? "" : "1990-05-0" + i));
            if (i < 6) {
                core.bindings()
                        .set(
                                ANNA,
                                Binding.of(
                                        id,
                                        list,
                                        i == 0 ? UserType.TEST : UserType.WORLD,
                                        i < 2 ? BindingStatus.BOUNCED : BindingStatus.ACTIVE,
                                        ""));
            }
        }
    }

    @ParameterizedTest
    @CsvSource(
            quoteCharacter = '"',
            value = {
                "lastname, EQUALS, meyer, 8",
                "lastname, DIFFERS, Meyer, 2",
                "lastname, CONTAINS, 50%, 1",
                "lastname, CONTAINS, 5_, 0",
                "lastname, EQUALS, O'Hara \\ 50%, 1",
                "lastname, LACKS, eye, 2",
                "lastname, STARTS, me, 8",
                "lastname, STARTS_NOT, me, 2",
                "lastname, LIKE, M?yer, 8",
                "lastname, EMPTY, x, 1",
                "lastname, FILLED, x, 9",
                "points, EQUALS, -2, 1",
                "points, MORE, 1, 3",
                "points, AT_LEAST, \"1,0\", 4",
                "points, EMPTY, , 2",
                "birthday, EQUALS, 1990-05-03, 1",
                "birthday, LESS, 1990-05-03, 2",
                "birthday, LESS, today-10, 9",
                "birthday, MORE, TODAY, 0",
            })
    void aLineFindsWhatItSays(String column, Operator operator, String value, int count) {
        assertEquals(count, count(lines(false, new FieldRule(column, operator, value))));
    }

    @Test
    void linesAreJoinedByAndOrByOr() {
        FieldRule meyer = new FieldRule("lastname", Operator.EQUALS, "Meyer");
        FieldRule many = new FieldRule("points", Operator.MORE, "3");

        assertEquals(1, count(lines(false, meyer, many)));
        assertEquals(8, count(lines(true, meyer, many)));
        assertEquals(9, count(lines(true, meyer, new FieldRule("points", Operator.EQUALS, "-2"))));
    }

    @Test
    void everyPartOfAFilterNarrows() {
        RecipientFilter filter =
                new RecipientFilter(
                        "f",
                        list,
                        BindingStatus.ACTIVE,
                        UserType.WORLD,
                        core.targets()
                                .save(ANNA, new TargetDraft(0, "Eva", "", "firstname = 'Eva'")),
                        List.of(new FieldRule("lastname", Operator.EQUALS, "Meyer")),
                        false,
                        "points >= -3");

        assertEquals(2, count(filter));
        assertEquals(filter, RecipientFilter.ofStored(filter.stored()));
        assertEquals(
                filter,
                filter.with(List.of(), false, filter.eql())
                        .withEncoded(RecipientFilter.encoded(filter.rules(), filter.any())));
        RecipientCondition condition =
                core.database()
                        .inTransaction(
                                tx -> core.audiences().filters().condition(tx, ANNA, filter));
        assertEquals(
                2,
                core.database()
                        .inTransaction(
                                tx ->
                                        tx.sql()
                                                .createQuery(
                                                        "SELECT COUNT(*) FROM customer_1_tbl cust"
                                                                + " WHERE "
                                                                + condition.sql())
                                                .bindMap(condition.values())
                                                .mapTo(Long.class)
                                                .one())
                        .longValue());
    }

    @Test
    void aFilterBecomesTheRuleOfATargetGroup() {
        RecipientFilter filter =
                lines(true, new FieldRule("points", Operator.MORE, "3"))
                        .with(
                                List.of(
                                        new FieldRule("points", Operator.MORE, "3"),
                                        new FieldRule("lastname", Operator.EMPTY, "")),
                                true,
                                "firstname = 'Eva'");
        String eql = core.audiences().filters().eql(ANNA, filter);

        assertEquals(2L, core.targets().count(ANNA, eql));
        for (String text : List.of("f1", "@example.com", "eva mey", "O'H", "*ara", "Meyer, Eva")) {
            RecipientFilter quick =
                    new RecipientFilter(text, 0, null, null, 0, List.of(), false, "");
            assertEquals(
                    count(quick),
                    core.targets().count(ANNA, core.audiences().filters().eql(ANNA, quick)),
                    text);
        }
    }

    @Test
    void whatDoesNotFitIsRefusedWithTheField() {
        assertEquals("target.filter.number", refused("points", Operator.EQUALS, "1e9"));
        assertEquals("target.filter.number", refused("points", Operator.EQUALS, "1) OR (1=1"));
        assertEquals("target.filter.day", refused("birthday", Operator.LESS, "31.12.2026"));
        assertEquals("target.filter.day", refused("birthday", Operator.LESS, "today-99999999"));
        assertEquals("target.filter.operator", refused("points", Operator.CONTAINS, "1"));
        assertEquals("target.filter.long", refused("lastname", Operator.EQUALS, "x".repeat(501)));
        assertEquals("recipient.field.unknown", refused("nobody", Operator.EQUALS, "1"));
        assertEquals(
                "error.target.eql.unknownProfileField",
                assertThrows(
                                InvalidInput.class,
                                () ->
                                        count(
                                                RecipientFilter.NONE.with(
                                                        List.of(), false, "wrong = 1")))
                        .problems()
                        .get(0)
                        .key());
        List<FieldRule> many =
                IntStream.range(0, 21)
                        .mapToObj(i -> new FieldRule("points", Operator.EMPTY, ""))
                        .toList();
        assertEquals(
                "target.filter.many", problem(() -> RecipientFilter.NONE.with(many, false, "")));
        assertEquals(
                "target.filter.operator",
                problem(() -> RecipientFilter.NONE.withEncoded("all\nlastname DROP x")));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {"' OR 1=1 -- ", "\\' OR 1=1 -- ", "\"<script>{{[agn", "`", "x'; DROP TABLE t"})
    void aValueIsNeverPartOfTheRule(String value) {
        assertEquals(0, count(lines(false, new FieldRule("lastname", Operator.EQUALS, value))));
    }

    @Test
    void groupsAndRecipientsOfOthersAreNotFound() {
        int group = core.targets().save(ANNA, new TargetDraft(0, "Mine", "", "gender = 2"));

        assertEquals(0, core.audiences().filters().count(otto, RecipientFilter.NONE, 100));
        assertThrows(
                NotFound.class,
                () -> core.audiences().filters().query(otto, RecipientFilter.ofTarget(group)));
    }

    private static String refused(String column, Operator operator, String value) {
        return problem(() -> count(lines(false, new FieldRule(column, operator, value))));
    }

    private static RecipientFilter lines(boolean any, FieldRule... rules) {
        return RecipientFilter.NONE.with(List.of(rules), any, "");
    }

    private static long count(RecipientFilter filter) {
        return core.audiences().filters().count(ANNA, filter, 1000);
    }
}
