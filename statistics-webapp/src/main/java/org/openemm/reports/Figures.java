package org.openemm.reports;

import java.text.NumberFormat;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.time.format.FormatStyle;
import java.util.Locale;
import java.util.Optional;

/** Numbers, shares and times as a reader of the report's language writes them. */
record Figures(Locale locale, ZoneId zone) {

    String number(long value) {
        return NumberFormat.getIntegerInstance(locale).format(value);
    }

    /**
     * A share as percent with exactly one digit, so that columns align; a dash when there is none.
     */
    String percent(Optional<Double> share) {
        if (share.isEmpty()) {
            return "–";
        }
        NumberFormat format = NumberFormat.getPercentInstance(locale);
        format.setMinimumFractionDigits(1);
        format.setMaximumFractionDigits(1);
        return format.format(share.get());
    }

    String dateTime(Instant time) {
        return DateTimeFormatter.ofLocalizedDateTime(FormatStyle.LONG, FormatStyle.SHORT)
                .withLocale(locale)
                .format(time.atZone(zone));
    }

    /** Day and hour, short enough for the axis of a chart. */
    String hour(Instant time) {
        return DateTimeFormatter.ofPattern(
                        "de".equals(locale.getLanguage()) ? "d.M. HH'h'" : "MMM d HH'h'", locale)
                .format(time.atZone(zone));
    }
}
