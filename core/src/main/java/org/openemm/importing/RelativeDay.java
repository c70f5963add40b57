package org.openemm.importing;

import java.time.LocalDateTime;
import java.time.temporal.ChronoUnit;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Default values of dates that move with the day of the import: {@code today}, {@code now}, {@code
 * today-30}, {@code now + 3}.
 *
 * @param now in the zone of the file
 */
record RelativeDay(LocalDateTime now) {
    private static final Pattern FORM = Pattern.compile("(today|now)\\s*(?:([+-])\\s*(\\d{1,5}))?");

    /** Nothing for any other text. */
    Optional<LocalDateTime> find(String text) {
        Matcher form = FORM.matcher(text.strip().toLowerCase(Locale.ROOT));
        if (!form.matches()) {
            return Optional.empty();
        }
        LocalDateTime from =
                form.group(1).equals("now")
                        ? now.truncatedTo(ChronoUnit.SECONDS)
                        : now.truncatedTo(ChronoUnit.DAYS);
        long days = form.group(3) == null ? 0 : Long.parseLong(form.group(3));
        return Optional.of("-".equals(form.group(2)) ? from.minusDays(days) : from.plusDays(days));
    }
}
