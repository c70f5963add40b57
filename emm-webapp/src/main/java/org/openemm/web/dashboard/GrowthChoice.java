package org.openemm.web.dashboard;

import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.openemm.statistics.Growth.Period;

/**
 * Which growth a user looks at.
 *
 * @param list 0 for all
 */
record GrowthChoice(Period period, int list) {
    private static final Pattern TEXT = Pattern.compile("(month|quarter|year):(\\d{1,9})");

    /** The last 30 days of all lists for a text that says nothing. */
    static GrowthChoice read(String text) {
        Matcher matcher = TEXT.matcher(text);
        return matcher.matches()
                ? new GrowthChoice(
                        Period.valueOf(matcher.group(1).toUpperCase(Locale.ROOT)),
                        Integer.parseInt(matcher.group(2)))
                : new GrowthChoice(Period.MONTH, 0);
    }

    String text() {
        return period.name().toLowerCase(Locale.ROOT) + ":" + list;
    }
}
