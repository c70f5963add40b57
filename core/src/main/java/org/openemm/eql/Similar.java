package org.openemm.eql;

import java.util.Collection;
import java.util.Locale;
import java.util.Optional;

/** Finds the word a person probably meant. */
final class Similar {
    private Similar() {}

    /** The nearest of the known words, if it is near enough to be a slip of the finger. */
    static Optional<String> to(String word, Collection<String> known) {
        String wanted = word.toLowerCase(Locale.ROOT);
        String best = null;
        int bestDistance = Integer.MAX_VALUE;
        for (String candidate : known) {
            int distance = distance(wanted, candidate.toLowerCase(Locale.ROOT));
            if (distance < bestDistance) {
                best = candidate;
                bestDistance = distance;
            }
        }
        return bestDistance <= tolerance(wanted) ? Optional.of(best) : Optional.empty();
    }

    private static int tolerance(String word) {
        if (word.length() <= 2) {
            return 0;
        }
        return word.length() <= 5 ? 1 : 2 + word.length() / 10;
    }

    /** Insertions, deletions, replacements and swaps of neighbours that lead from a to b. */
    private static int distance(String a, String b) {
        if (Math.abs(a.length() - b.length()) > tolerance(a)) {
            return Integer.MAX_VALUE;
        }
        int[][] steps = new int[a.length() + 1][b.length() + 1];
        for (int i = 0; i <= a.length(); i++) {
            for (int j = 0; j <= b.length(); j++) {
                steps[i][j] = i == 0 || j == 0 ? i + j : step(steps, a, b, i, j);
            }
        }
        return steps[a.length()][b.length()];
    }

    private static int step(int[][] steps, String a, String b, int i, int j) {
        int cost = a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1;
        int best =
                Math.min(
                        Math.min(steps[i - 1][j], steps[i][j - 1]) + 1, steps[i - 1][j - 1] + cost);
        boolean swapped =
                i > 1
                        && j > 1
                        && a.charAt(i - 1) == b.charAt(j - 2)
                        && a.charAt(i - 2) == b.charAt(j - 1);
        return swapped ? Math.min(best, steps[i - 2][j - 2] + 1) : best;
    }
}
