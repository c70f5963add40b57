package org.openemm.web.ui.table;

import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.function.UnaryOperator;
import org.openemm.web.ui.Option;

/**
 * One way to narrow a list.
 *
 * @param name parameter of the address
 * @param label what is filtered, in the language of the user
 * @param any what the field says while it filters nothing
 * @param options of a choice, without the one that filters nothing; empty for a date
 * @param words a value as people read it
 */
public record Filter(
        Kind kind,
        String name,
        String label,
        String any,
        List<Option> options,
        UnaryOperator<String> words) {
    private static final int LONGEST = 20_000;

    /** How it is entered. */
    public enum Kind {
        CHOICE,
        DATE,
        /** In a page of its own. */
        ELSEWHERE
    }

    public Filter {
        options = List.copyOf(options);
    }

    /** One of several values. An option with an empty value is left out: {@code any} says that. */
    public static Filter choice(String name, String label, String any, List<Option> options) {
        List<Option> real = options.stream().filter(option -> !option.value().isEmpty()).toList();
        return new Filter(Kind.CHOICE, name, label, any, real, UnaryOperator.identity());
    }

    /** A day, as {@code 2026-11-21}. */
    public static Filter date(String name, String label) {
        return new Filter(Kind.DATE, name, label, label, List.of(), UnaryOperator.identity());
    }

    /**
     * Something longer that is entered in a page of its own, which leads back here with the value.
     *
     * @param words the value as people read it
     */
    public static Filter elsewhere(String name, String label, UnaryOperator<String> words) {
        return new Filter(Kind.ELSEWHERE, name, label, label, List.of(), words);
    }

    public boolean isElsewhere() {
        return kind == Kind.ELSEWHERE;
    }

    public boolean isChoice() {
        return kind == Kind.CHOICE;
    }

    /** The value when it is one that the filter knows, else empty text. */
    String accepted(String value) {
        if (isElsewhere()) {
            return value.length() <= LONGEST ? value : "";
        }
        boolean known =
                isChoice()
                        ? options.stream().anyMatch(option -> option.value().equals(value))
                        : isDay(value);
        return known ? value : "";
    }

    private static boolean isDay(String value) {
        try {
            return value.length() == 10 && LocalDate.parse(value) != null;
        } catch (DateTimeParseException e) {
            return false;
        }
    }
}
