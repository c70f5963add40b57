package org.openemm.web.target;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import org.openemm.eql.EqlField;
import org.openemm.eql.ValueType;
import org.openemm.web.ui.CodeWord;

/**
 * The help beside the rule: fields by kind with the operators they know.
 *
 * @param groups one for each kind that has fields
 */
public record RuleHelp(List<Group> groups) {
    private static final List<String> OPERATORS =
            List.of(
                    "AND",
                    "OR",
                    "NOT",
                    "IS EMPTY",
                    "IS NOT EMPTY",
                    "IN ('')",
                    "LIKE ''",
                    "CONTAINS ''",
                    "STARTS WITH ''",
                    "TODAY",
                    "DATEFORMAT 'YYYYMMDD'",
                    "OPENED MAILING",
                    "CLICKED IN MAILING",
                    "CLICKED LINK",
                    "RECEIVED MAILING");

    /**
     * @param examples rules to learn from, with a field of this kind
     */
    public record Group(ValueType type, List<Entry> fields, List<String> examples) {
        /** Last part of message keys: text, numeric, date. */
        public String key() {
            return type.name().toLowerCase(Locale.ROOT);
        }
    }

    /**
     * @param insert the name as it is written in a rule
     */
    public record Entry(String name, String column, String insert) {}

    /** What the code field completes: fields, then the words of the language. */
    public String words() {
        List<CodeWord> words = new ArrayList<>();
        for (Group group : groups) {
            for (Entry field : group.fields()) {
                words.add(new CodeWord("`" + field.name() + "`", field.column()));
            }
        }
        OPERATORS.forEach(operator -> words.add(new CodeWord(operator, null)));
        return CodeWord.json(words);
    }

    public static RuleHelp of(List<EqlField> fields) {
        return new RuleHelp(
                List.of(ValueType.TEXT, ValueType.NUMERIC, ValueType.DATE).stream()
                        .map(type -> group(type, fields))
                        .filter(group -> !group.fields().isEmpty())
                        .toList());
    }

    private static Group group(ValueType type, List<EqlField> fields) {
        List<Entry> entries =
                fields.stream()
                        .filter(field -> field.type() == type)
                        .map(
                                field ->
                                        new Entry(
                                                field.name(),
                                                field.column(),
                                                "`" + field.name() + "` "))
                        .sorted(Comparator.comparing(Entry::name, String.CASE_INSENSITIVE_ORDER))
                        .toList();
        return new Group(type, entries, examples(type));
    }

    private static List<String> examples(ValueType type) {
        return switch (type) {
            case TEXT ->
                    List.of(
                            "`lastname` STARTS WITH 'M'",
                            "`firstname` LIKE 'Ann?'",
                            "`email` CONTAINS 'example'",
                            "`title` IN ('Dr.', 'Prof.')",
                            "`title` IS NOT EMPTY");
            case NUMERIC -> List.of("`gender` = 1", "`customer_id` % 10 < 3");
            case DATE ->
                    List.of(
                            "`creation_date` >= TODAY - 30 DATEFORMAT 'YYYYMMDD'",
                            "`creation_date` = '24.12.2026' DATEFORMAT 'DD.MM.YYYY'",
                            "`creation_date` = TODAY DATEFORMAT 'MMDD'",
                            "`lastopen_date` IS EMPTY");
        };
    }
}
