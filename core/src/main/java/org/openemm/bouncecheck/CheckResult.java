package org.openemm.bouncecheck;

import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * What was found at one step. Texts are in the bundle {@code messages/bouncecheck}: {@link
 * #titleKey()}, {@link #textKey()}, and {@link #todoKey()} where something is to be done.
 *
 * @param check name of the step
 * @param variant what was found, a word; part of the keys
 * @param arguments of text and what is to be done; texts, numbers, or an {@link java.time.Instant}
 */
public record CheckResult(String check, State state, String variant, List<Object> arguments) {
    private static final String PREFIX = "bouncecheck.";

    /** How bad it is. */
    public enum State {
        GOOD,
        /** Works, but not as it should, or could not be looked at. */
        WARNING,
        /** Bounces or replies do not reach us as long as it is so. */
        PROBLEM;

        /** Key of the word for it. */
        public String key() {
            return PREFIX + "state." + name().toLowerCase(Locale.ROOT);
        }
    }

    static CheckResult good(String check, String variant, Object... arguments) {
        return new CheckResult(check, State.GOOD, variant, List.of(arguments));
    }

    static CheckResult warning(String check, String variant, Object... arguments) {
        return new CheckResult(check, State.WARNING, variant, List.of(arguments));
    }

    static CheckResult problem(String check, String variant, Object... arguments) {
        return new CheckResult(check, State.PROBLEM, variant, List.of(arguments));
    }

    public String titleKey() {
        return PREFIX + check;
    }

    public String textKey() {
        return PREFIX + check + "." + variant;
    }

    /**
     * What is to be done, and behind a line end what is to be typed or written; empty when all is
     * well.
     */
    public Optional<String> todoKey() {
        return state == State.GOOD ? Optional.empty() : Optional.of(textKey() + ".todo");
    }
}
