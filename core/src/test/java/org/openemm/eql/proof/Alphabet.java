package org.openemm.eql.proof;

import java.text.Normalizer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/**
 * How texts are compared: as the collation utf8mb4_unicode_ci does. Case and accents do not count,
 * ß is ss, blanks at the end do not count in comparisons but do in patterns, and characters beyond
 * the basic plane (emoji) are all alike.
 */
final class Alphabet {
    private static final String ORDER =
            "\t `^_-,;:!?.'\"()[]{}@*/\\&#%+<=>|~$€0123456789abcdefghijklmnopqrstuvwxyz";

    private static final int BLANK = ORDER.indexOf(' ');
    private static final int EMOJI = Integer.MAX_VALUE;

    private Alphabet() {}

    static int compare(String one, String other) {
        List<Integer> first = weights(one);
        List<Integer> second = weights(other);
        int length = Math.max(first.size(), second.size());
        for (int i = 0; i < length; i++) {
            int difference =
                    Integer.compare(
                            i < first.size() ? first.get(i) : BLANK,
                            i < second.size() ? second.get(i) : BLANK);
            if (difference != 0) {
                return difference;
            }
        }
        return 0;
    }

    private static List<Integer> weights(String text) {
        List<Integer> weights = new ArrayList<>();
        text.codePoints().forEach(c -> weights.addAll(weights(c)));
        return weights;
    }

    private static List<Integer> weights(int character) {
        if (character == 'ß') {
            return List.of(ORDER.indexOf('s'), ORDER.indexOf('s'));
        }
        if (Character.isSupplementaryCodePoint(character)) {
            return List.of(EMOJI);
        }
        String bare =
                Normalizer.normalize(Character.toString(character), Normalizer.Form.NFD)
                        .replaceAll("\\p{M}", "")
                        .toLowerCase(Locale.ROOT);
        int place = ORDER.indexOf(bare);
        // What is not in the table comes after it.
        return List.of(place >= 0 && bare.length() == 1 ? place : 1_000 + character);
    }

    /** In patterns characters beyond the basic plane are told apart. */
    private static boolean alike(int one, int other) {
        return Character.isSupplementaryCodePoint(one) || Character.isSupplementaryCodePoint(other)
                ? one == other
                : weights(one).equals(weights(other));
    }

    /** Whether the order of all characters of a text is known. */
    static boolean knows(String text) {
        return text.toLowerCase(Locale.ROOT).chars().allMatch(c -> ORDER.indexOf(c) >= 0);
    }

    /** Whether a text has a form; both are compared character by character. */
    static boolean matches(String text, List<Piece> pattern) {
        int[] characters = text.codePoints().toArray();
        boolean[] reached = new boolean[characters.length + 1];
        reached[0] = true;
        for (Piece piece : pattern) {
            boolean[] next = new boolean[characters.length + 1];
            boolean before = false;
            for (int at = 0; at <= characters.length; at++) {
                before |= reached[at];
                if (piece.any) {
                    next[at] = before;
                } else if (at > 0 && reached[at - 1]) {
                    next[at] = piece.one || alike(piece.character, characters[at - 1]);
                }
            }
            reached = next;
        }
        return reached[characters.length];
    }

    /**
     * A piece of a pattern.
     *
     * @param any any text, none as well
     * @param one any character
     */
    record Piece(boolean any, boolean one, int character) {
        /** Of LIKE: with four signs that stand for something. */
        static List<Piece> wild(String pattern) {
            return pattern.codePoints()
                    .mapToObj(c -> new Piece(c == '*' || c == '%', c == '?' || c == '_', c))
                    .toList();
        }

        /** A text that stands for itself. */
        static List<Piece> plain(String text) {
            return text.codePoints().mapToObj(c -> new Piece(false, false, c)).toList();
        }

        static List<Piece> around(boolean before, List<Piece> pieces) {
            List<Piece> all = new ArrayList<>();
            if (before) {
                all.add(new Piece(true, false, 0));
            }
            all.addAll(pieces);
            all.addAll(Arrays.asList(new Piece(true, false, 0)));
            return all;
        }
    }
}
