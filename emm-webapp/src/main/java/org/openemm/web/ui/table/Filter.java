package org.openemm.web.ui.table;

import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.List;
import org.openemm.web.ui.Option;

/**
 * One way to narrow a list.
 *
 * @param name parameter of the address
 * @param label what is filtered, in the language of the user
 * @param any what the field says while it filters nothing
 * @param options of a choice, without the one that filters nothing; empty for a date
 */
public record Filter(Kind kind, String name, String label, String any, List<Option> options) {

    /** How it is entered. */
    public enum Kind {
        CHOICE,
        DATE
    }

    public Filter {
        options = List.copyOf(options);
    }

    /** One of several values. An option with an empty value is left out: {@code any} says that. */
    public static Filter choice(String name, String label, String any, List<Option> options) {
        List<Option> real = options.stream().filter(option -> !option.value().isEmpty()).toList();
        return new Filter(Kind.CHOICE, name, label, any, real);
    }

    /** A day, as {@code 2026-11-21}. */
    public static Filter date(String name, String label) {
        return new Filter(Kind.DATE, name, label, label, List.of());
    }

    public boolean isChoice() {
        return kind == Kind.CHOICE;
    }

    /** The value when it is one that the filter knows, else empty text. */
    String accepted(String value) {
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
