package org.openemm.web.mailing;

import java.time.LocalTime;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;
import org.openemm.web.ui.Ui;

/** How often people choose to send a mailing, as rules of {@link org.openemm.job.Interval}. */
enum Rhythm {
    DAILY(""),
    WORKDAYS("MoTuWeThFr:"),
    MO("Mo:"),
    TU("Tu:"),
    WE("We:"),
    TH("Th:"),
    FR("Fr:"),
    SA("Sa:"),
    SU("Su:"),
    FIRST("M01:"),
    MIDDLE("M15:"),
    LAST("M99:");

    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("HHmm");
    private static final int TIME_LENGTH = 4;

    private final String prefix;

    Rhythm(String prefix) {
        this.prefix = prefix;
    }

    String code() {
        return name().toLowerCase(Locale.ROOT);
    }

    String label(Ui ui) {
        return ui.t("mailing.rhythm." + code());
    }

    String rule(LocalTime time) {
        return prefix + TIME.format(time);
    }

    /** Anything unknown is daily. */
    static Rhythm of(String code) {
        return Stream.of(values())
                .filter(rhythm -> rhythm.code().equals(code))
                .findFirst()
                .orElse(DAILY);
    }

    /** A rule in words; rules that nobody could choose here stay as they are. */
    static String say(Ui ui, String rule) {
        int cut = Math.max(0, rule.length() - TIME_LENGTH);
        String time = rule.substring(cut);
        Optional<Rhythm> known =
                Stream.of(values())
                        .filter(rhythm -> rhythm.prefix.equals(rule.substring(0, cut)))
                        .findFirst();
        return known.isPresent() && time.matches("([01]\\d|2[0-3])[0-5]\\d")
                ? ui.t(
                        "mailing.rhythm.at",
                        known.get().label(ui),
                        time.substring(0, 2) + ":" + time.substring(2))
                : rule;
    }
}
