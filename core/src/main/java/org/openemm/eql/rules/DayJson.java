package org.openemm.eql.rules;

import com.fasterxml.jackson.databind.node.ArrayNode;
import java.util.Optional;

/** Days as JSON: {@code [date]}, {@code ["today"]} or {@code ["today", days, "add" or "sub"]}. */
final class DayJson {
    private DayJson() {}

    /** A day that may also be written without a list around its date. */
    static Claim.Day read(RuleValue value) {
        if (!value.isList()) {
            return today(value.text())
                    ? new Claim.Day.Today(Optional.empty())
                    : new Claim.Day.Constant(value.text());
        }
        value.needsSize(1, 3);
        return read(value, value.size());
    }

    /**
     * @param size how many parts of the value belong to the day: 1 or 3
     */
    static Claim.Day read(RuleValue value, int size) {
        String date = value.part(0).text();
        if (!today(date)) {
            value.needsSize(value.size() - size + 1, value.size() - size + 1);
            return new Claim.Day.Constant(date);
        }
        if (size == 1) {
            return new Claim.Day.Today(Optional.empty());
        }
        value.needsSize(value.size() - size + 3, value.size() - size + 3);
        return new Claim.Day.Today(
                Optional.of(new Claim.Day.Shift(value.part(1).days(), value.part(2).later())));
    }

    private static boolean today(String text) {
        return text.equalsIgnoreCase("today");
    }

    /** Adds the parts of a day to a list. */
    static ArrayNode write(Claim.Day day, ArrayNode list) {
        if (day instanceof Claim.Day.Constant constant) {
            return list.add(constant.date());
        }
        list.add("today");
        ((Claim.Day.Today) day)
                .shift()
                .ifPresent(
                        by -> list.add(String.valueOf(by.days())).add(by.later() ? "add" : "sub"));
        return list;
    }
}
