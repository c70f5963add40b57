package org.openemm.web.ui;

import java.time.Duration;
import java.time.Instant;

/**
 * "2 hours ago", "in 3 days"; beyond a week the date. The script times.js keeps the words current
 * while the page is open and knows the same steps.
 */
final class RelativeTime {
    private static final Duration JUST_NOW = Duration.ofSeconds(45);
    private static final Duration HOUR = Duration.ofHours(1);
    private static final Duration DAY = Duration.ofDays(1);
    private static final Duration WEEK = Duration.ofDays(7);

    private RelativeTime() {}

    static String of(Ui ui, Instant then, Instant now) {
        Duration distance = Duration.between(then, now);
        Duration size = distance.abs();
        String way = distance.isNegative() ? "ui.time.in." : "ui.time.ago.";
        if (size.compareTo(JUST_NOW) < 0) {
            return ui.t("ui.time.now");
        }
        if (size.compareTo(HOUR) < 0) {
            return ui.plural(way + "minutes", Math.max(1, size.toMinutes()));
        }
        if (size.compareTo(DAY) < 0) {
            return ui.plural(way + "hours", size.toHours());
        }
        if (size.compareTo(WEEK) < 0) {
            return ui.plural(way + "days", size.toDays());
        }
        return ui.format().date(then);
    }
}
