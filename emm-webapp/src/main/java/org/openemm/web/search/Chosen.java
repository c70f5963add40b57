package org.openemm.web.search;

import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What a user chose before, with a weight that grows with each choice and halves in some days. Kept
 * as one preference: a line for each choice with key, weight and minute.
 */
final class Chosen {
    static final String PREFERENCE = "search.chosen";

    private static final int MOST = 32;
    private static final double HALF_LIFE_MINUTES = Duration.ofDays(4).toMinutes();
    private static final Pattern KEY = Pattern.compile("[a-z]{1,10}:[A-Za-z0-9/.?=&_-]{1,80}");
    private static final Pattern LINE = Pattern.compile(KEY + " [0-9]{1,6}\\.[0-9]{2} [0-9]{1,10}");

    private final List<Choice> choices;

    private record Choice(String key, double weight, long minute) {
        double weightAt(long now) {
            return weight * Math.pow(0.5, Math.max(0, now - minute) / HALF_LIFE_MINUTES);
        }

        @Override
        public String toString() {
            return String.format(Locale.ROOT, "%s %.2f %d", key, weight, minute);
        }
    }

    private Chosen(List<Choice> choices) {
        this.choices = choices;
    }

    /** What cannot be read is left out. */
    static Chosen read(String preference) {
        return new Chosen(
                preference
                        .lines()
                        .filter(line -> LINE.matcher(line).matches())
                        .map(line -> line.split(" "))
                        .map(
                                cells ->
                                        new Choice(
                                                cells[0],
                                                Double.parseDouble(cells[1]),
                                                Long.parseLong(cells[2])))
                        .toList());
    }

    /** With one more choice; what is no key changes nothing. */
    Chosen plus(String key, Instant when) {
        if (!KEY.matcher(key).matches()) {
            return this;
        }
        long now = when.getEpochSecond() / 60;
        double before =
                choices.stream()
                        .filter(choice -> choice.key().equals(key))
                        .mapToDouble(choice -> choice.weightAt(now))
                        .sum();
        Stream<Choice> others = choices.stream().filter(choice -> !choice.key().equals(key));
        return new Chosen(
                Stream.concat(Stream.of(new Choice(key, before + 1, now)), others)
                        .sorted(
                                Comparator.comparingDouble((Choice choice) -> choice.weightAt(now))
                                        .reversed())
                        .limit(MOST)
                        .toList());
    }

    /** Keys, the heaviest first. */
    List<String> best(Instant when) {
        long now = when.getEpochSecond() / 60;
        return choices.stream()
                .sorted(
                        Comparator.comparingDouble((Choice choice) -> choice.weightAt(now))
                                .reversed())
                .map(Choice::key)
                .toList();
    }

    /** Weights by key. */
    Map<String, Double> weights(Instant when) {
        long now = when.getEpochSecond() / 60;
        Function<Choice, Double> weight = choice -> choice.weightAt(now);
        return choices.stream().collect(Collectors.toMap(Choice::key, weight, Double::sum));
    }

    /** As kept; at most {@value #MOST} lines of 110 characters. */
    String text() {
        return choices.stream().map(Choice::toString).collect(Collectors.joining("\n"));
    }
}
