package org.openemm.eql.proof;

import java.util.List;
import java.util.Random;
import java.util.function.Supplier;

/** Rules by chance, of the fields, mailings and lists of the world. */
final class RandomRules {
    private static final List<String> OPERATORS = List.of("=", "<>", "!=", "<", "<=", ">", ">=");
    private static final List<String> TEXTS = List.of("firstname", "lastname", "g_text", "`Größe`");
    private static final List<String> DATES =
            List.of("g_date", "g_dt", "birthday", "creation_date", "lastopen_date", "timestamp");
    private static final List<String> WHOLE = List.of("g_int", "gender", "customer_id");
    private static final List<String> FORMATS =
            List.of("YYYYMMDD", "YYYY-MM-DD", "MMDD", "DD.MM.YYYY", "MM", "DD", "YYYY", "YYYY_MM");
    private static final List<String> PIECES =
            List.of(
                    "a", "A", "b", "ä", "Ä", "o", "ö", "ß", "ss", "s", "é", "e", "z", "M", "1", " ",
                    "  ", "%", "_", "*", "?", "!", "'", "\"", "\\", ".", "-", "😀", "😎", "李", "\t",
                    "Ann", "ner", "Müll");

    private final Random chance;

    RandomRules(Random chance) {
        this.chance = chance;
    }

    String rule() {
        return chance.nextInt(40) == 0 ? "" : condition(3);
    }

    private String condition(int depth) {
        if (depth == 0 || chance.nextInt(3) == 0) {
            return single();
        }
        return switch (chance.nextInt(5)) {
            case 0 -> "NOT (" + condition(depth - 1) + ")";
            case 1 -> "(" + condition(depth - 1) + ")";
            case 2 -> "NOT " + single();
            default -> {
                String word = chance.nextBoolean() ? " AND " : " OR ";
                StringBuilder all = new StringBuilder(condition(depth - 1));
                for (int i = chance.nextInt(3); i >= 0; i--) {
                    all.append(word).append(condition(depth - 1));
                }
                yield all.toString();
            }
        };
    }

    private String single() {
        List<Supplier<String>> kinds =
                List.of(
                        this::numbers,
                        this::numbers,
                        this::texts,
                        this::texts,
                        this::matches,
                        this::dates,
                        this::dates,
                        this::lists,
                        this::emptiness,
                        this::spans,
                        this::behaviour,
                        this::behaviour,
                        this::groups,
                        this::bindings);
        return one(kinds).get();
    }

    private String numbers() {
        String left = chance.nextInt(3) == 0 ? calculation() : numberField();
        String right =
                chance.nextInt(6) == 0
                        ? numberField()
                        : chance.nextInt(8) == 0 ? calculation() : number();
        return chance.nextInt(10) == 0
                ? right + " " + one(OPERATORS) + " " + left
                : left + " " + one(OPERATORS) + " " + right;
    }

    private String numberField() {
        int kind = chance.nextInt(8);
        return kind == 0 ? "REVENUE BY " + mailing() : kind < 3 ? "`Weight kg`" : one(WHOLE);
    }

    /**
     * Divided only by what gives few digits: how others are rounded is no matter of the language.
     */
    private String calculation() {
        String inner =
                chance.nextInt(3) == 0
                        ? "(" + numberField() + " + " + number() + ")"
                        : numberField();
        return inner
                + one(
                        List.of(
                                " + " + number(),
                                " - " + number(),
                                " * " + number(),
                                " / 2",
                                " / 8",
                                " % 3",
                                " % 7",
                                " / 0",
                                " % 0",
                                " * -1"));
    }

    private String number() {
        return one(
                List.of(
                        "0",
                        "1",
                        "-1",
                        "2",
                        "7",
                        "7.0",
                        "0.5",
                        "-2.25",
                        "3.5",
                        "12",
                        "20",
                        "42",
                        "1.5",
                        "100",
                        "2000005",
                        "99999999999",
                        "-0.1",
                        "(-(3))"));
    }

    String text() {
        StringBuilder text = new StringBuilder();
        for (int i = chance.nextInt(4); i > 0; i--) {
            text.append(one(PIECES));
        }
        return text.toString();
    }

    private String quoted(String text) {
        String escaped = text.replace("\\", "\\\\");
        return chance.nextBoolean()
                ? "'" + escaped.replace("'", "\\'") + "'"
                : '"' + escaped.replace("\"", "\\\"") + '"';
    }

    private String texts() {
        String left =
                chance.nextInt(5) == 0
                        ? one(TEXTS) + " + " + quoted(text()) + " + " + one(TEXTS)
                        : one(TEXTS);
        String right = chance.nextInt(5) == 0 ? one(TEXTS) : quoted(text());
        return left + " " + one(OPERATORS) + " " + right;
    }

    private String matches() {
        String operator =
                one(
                        List.of(
                                "LIKE",
                                "CONTAINS",
                                "STARTS WITH",
                                "NOT LIKE",
                                "NOT CONTAINS",
                                "NOT STARTS WITH"));
        String value = chance.nextInt(6) == 0 ? one(List.of("g_int", "g_date")) : one(TEXTS);
        return value + " " + operator + " " + quoted(text());
    }

    private String dates() {
        String format = one(FORMATS);
        String left = chance.nextInt(6) == 0 ? one(DATES) + " + 1" : one(DATES);
        return "%s %s %s DATEFORMAT '%s'".formatted(left, one(OPERATORS), day(format), format);
    }

    private String day(String format) {
        return switch (chance.nextInt(4)) {
            case 0 -> one(DATES);
            case 1 ->
                    one(
                            List.of(
                                    "TODAY",
                                    "TODAY - 1",
                                    "TODAY + 1",
                                    "TODAY - 30",
                                    "TODAY - 0.5",
                                    "TODAY + 0.5",
                                    "TODAY - 365",
                                    "TODAY + g_int"));
            default -> "'" + constant(format) + "'";
        };
    }

    private String constant(String format) {
        String[] day =
                one(List.of(
                                "2024-02-29",
                                "2026-11-20",
                                "2026-11-19",
                                "2026-11-21",
                                "2025-02-28",
                                "2026-03-29",
                                "2026-10-25",
                                "1999-12-31",
                                "2000-01-01",
                                "2026-12-31"))
                        .split("-");
        return format.replace("YYYY", day[0]).replace("MM", day[1]).replace("DD", day[2]);
    }

    private String lists() {
        String not = chance.nextBoolean() ? " IN (" : " NOT IN (";
        return chance.nextBoolean()
                ? one(WHOLE) + not + "1, 7.0, 20, 99999999999)"
                : one(TEXTS) + not + quoted(text()) + ", " + quoted(text()) + ", 'anna')";
    }

    private String emptiness() {
        String value =
                one(List.of("g_text", "title", "g_int", "g_dt", "`Größe`", "firstname + title"));
        return value + (chance.nextBoolean() ? " IS EMPTY" : " IS NOT EMPTY");
    }

    private String spans() {
        String not = chance.nextInt(3) == 0 ? " NOT BETWEEN " : " BETWEEN ";
        String format = one(FORMATS);
        return switch (chance.nextInt(3)) {
            case 0 -> numberField() + not + number() + " AND " + number();
            case 1 -> one(TEXTS) + not + quoted(text()) + " AND " + quoted(text());
            default ->
                    one(DATES)
                            + not
                            + day(format)
                            + " AND "
                            + day(format)
                            + " DATEFORMAT '"
                            + format
                            + "'";
        };
    }

    private String mailing() {
        return one(
                List.of(
                        "ANY MAILING",
                        "MAILING 2001",
                        "MAILING 2002",
                        "MAILING 2003",
                        "MAILING 2004",
                        "MAILING 2007",
                        "MAILING 2007",
                        "MAILING 2008"));
    }

    private String behaviour() {
        String how =
                (chance.nextInt(3) == 0 ? " AT LEAST " + (2 + chance.nextInt(3)) + " TIMES" : "")
                        + (chance.nextInt(3) == 0
                                ? " WITHIN " + one(List.of("1", "5", "10", "30", "90")) + " DAYS"
                                : "");
        String device =
                chance.nextInt(4) == 0
                        ? " ON CLASS " + one(List.of("DESKTOP", "MOBILE", "TABLET", "SMARTTV"))
                        : "";
        return switch (chance.nextInt(4)) {
            case 0 -> "RECEIVED " + mailing() + how;
            case 1 -> "OPENED " + mailing() + device + how;
            case 2 -> "CLICKED IN " + mailing() + device + how;
            default -> "CLICKED LINK 200701 IN MAILING 2007" + device + how;
        };
    }

    private String groups() {
        return "IN TARGET GROUP " + one(List.of(7, 8, 9));
    }

    private String bindings() {
        return "HAS "
                + one(
                        List.of(
                                "",
                                "STATUS ACTIVE ",
                                "STATUS OPTOUT ",
                                "STATUS BOUNCED ",
                                "STATUS SUSPENDED ",
                                "STATUS BLACKLISTED ",
                                "STATUS WAIT_FOR_DOI_CONFIRM "))
                + "BINDING "
                + one(List.of("", "", "FOR MEDIATYPE EMAIL ", "FOR MEDIATYPE SMS "))
                + one(List.of("", "", "OF TYPE TEST ", "OF TYPE REGULAR "))
                + "ON "
                + one(List.of("ANY MAILINGLIST", "MAILINGLIST 101", "MAILINGLIST 102"));
    }

    <T> T one(List<T> choices) {
        return choices.get(chance.nextInt(choices.size()));
    }
}
