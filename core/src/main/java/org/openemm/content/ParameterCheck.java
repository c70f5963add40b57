package org.openemm.content;

import java.text.DecimalFormat;
import java.time.DateTimeException;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Pattern;

/** Whether the values of a tag's parameters have the form they need. */
final class ParameterCheck {
    private static final Pattern NUMBER = Pattern.compile("[+-]?\\d+(\\.\\d+)?");
    private static final Pattern WHOLE = Pattern.compile("\\d{1,9}");

    private ParameterCheck() {}

    /** A parameter whose value cannot be used. */
    record Bad(String key, String detail) {}

    static Optional<Bad> of(KnownTag known, Tag tag) {
        return switch (known) {
            case DATE, SENDDATE ->
                    number(tag, "offset")
                            .or(() -> whole(tag, "type"))
                            .or(() -> datePattern(tag))
                            .or(() -> zone(tag))
                            .or(() -> base(tag));
            case DB -> zone(tag);
            case TITLE, TITLEFULL, TITLEFIRST -> whole(tag, "type");
            case AGE -> whole(tag, "position").or(() -> whole(tag, "length"));
            case SUBSCRIBERCOUNT -> whole(tag, "round").or(() -> numberPattern(tag));
            case CUSTOMDATE -> number(tag, "offset");
            default -> Optional.empty();
        };
    }

    private static Optional<Bad> whole(Tag tag, String name) {
        return matches(tag, name, WHOLE);
    }

    private static Optional<Bad> number(Tag tag, String name) {
        return matches(tag, name, NUMBER);
    }

    private static Optional<Bad> matches(Tag tag, String name, Pattern form) {
        return tag.parameter(name)
                .filter(value -> !form.matcher(value.strip()).matches())
                .map(value -> bad(name, value));
    }

    private static Optional<Bad> datePattern(Tag tag) {
        return refused(tag, "format", DateTimeFormatter::ofPattern);
    }

    private static Optional<Bad> numberPattern(Tag tag) {
        return refused(tag, "format", DecimalFormat::new);
    }

    private static Optional<Bad> zone(Tag tag) {
        return refused(tag, "timezone", ZoneId::of);
    }

    /** Tries the value out where it will be used. */
    private static Optional<Bad> refused(Tag tag, String name, Function<String, Object> use) {
        return tag.parameter(name)
                .filter(value -> !isUsable(value, use))
                .map(value -> bad(name, value));
    }

    private static boolean isUsable(String value, Function<String, Object> use) {
        try {
            return use.apply(value) != null;
        } catch (IllegalArgumentException | DateTimeException e) {
            return false;
        }
    }

    private static Optional<Bad> base(Tag tag) {
        return tag.parameter("base")
                .filter(base -> !base.equalsIgnoreCase("now") && !base.equalsIgnoreCase("senddate"))
                .map(base -> bad("base", base));
    }

    private static Bad bad(String name, String value) {
        return new Bad("content.tag.valueInvalid", name + "=\"" + value + "\"");
    }
}
