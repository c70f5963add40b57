package org.openemm.web.statistics;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import org.openemm.statistics.Growth.Period;
import org.openemm.statistics.RecipientChoice;
import org.openemm.web.ui.Links;

/**
 * What a page about recipients was asked for by its address.
 *
 * @param topLevel domains by what stands behind the last dot
 * @param top how many domains
 * @param field column of the profile field to evaluate, empty for none
 * @param most how many of its values
 */
public record RecipientAsked(
        RecipientChoice choice, Period period, boolean topLevel, int top, String field, int most) {
    /** How many parts can be asked for. */
    public static final List<Integer> LIMITS = List.of(5, 10, 15, 20, 25, 50);

    private static final int USUAL = 10;

    static RecipientAsked of(Links links) {
        return new RecipientAsked(
                new RecipientChoice(
                        number(links.parameter("list")), number(links.parameter("target"))),
                RecipientFigures.period(links.parameter("period")),
                links.parameter("level").equals("top"),
                limit(links.parameter("top")),
                links.parameter("field"),
                limit(links.parameter("most")));
    }

    public boolean isPeriod(String name) {
        return period.name().toLowerCase(Locale.ROOT).equals(name);
    }

    /** As the part of an address behind the path. */
    public String query() {
        return "?list=%d&target=%d&period=%s&level=%s&top=%d&field=%s&most=%d"
                .formatted(
                        choice.mailinglistId(),
                        choice.targetId(),
                        period.name().toLowerCase(Locale.ROOT),
                        topLevel ? "top" : "",
                        top,
                        URLEncoder.encode(field, StandardCharsets.UTF_8),
                        most);
    }

    private static int number(String text) {
        return text.matches("[0-9]{1,9}") ? Integer.parseInt(text) : 0;
    }

    private static int limit(String text) {
        int wanted = number(text);
        return LIMITS.contains(wanted) ? wanted : USUAL;
    }
}
