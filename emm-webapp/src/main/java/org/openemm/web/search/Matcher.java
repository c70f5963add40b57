package org.openemm.web.search;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import java.util.Optional;

/** Says how well a title fits what was typed: all words must occur, in any order. */
final class Matcher {
    private static final int MAX_WORDS = 6;
    private static final int EXACT = 1000;
    private static final int BEGINNING = 300;
    private static final int WORD = 120;
    private static final int INSIDE = 40;
    private static final int ELSEWHERE = 10;

    private final List<String> words;
    private final String whole;

    Matcher(String typed) {
        words =
                Arrays.stream(typed.strip().split("\\s+"))
                        .filter(word -> !word.isEmpty())
                        .limit(MAX_WORDS)
                        .toList();
        whole = Folded.of(typed.strip()).text();
    }

    /**
     * @param score the higher the better
     * @param parts the title in pieces
     */
    record Match(int score, List<Part> parts) {}

    /** As typed, for the database. */
    List<String> words() {
        return words;
    }

    /**
     * @param further other words that may be meant, never marked: a description, an explanation
     */
    Optional<Match> in(String title, String further) {
        Folded folded = Folded.of(title);
        String others = Folded.of(further).text();
        BitSet marked = new BitSet();
        int score = folded.text().equals(whole) ? EXACT : 0;
        for (String word : words) {
            int found = mark(folded, Folded.of(word).text(), marked);
            if (found == 0) {
                found = beginsAWord(others, Folded.of(word).text()) ? ELSEWHERE : 0;
            }
            if (found == 0) {
                return Optional.empty();
            }
            score += found;
        }
        return Optional.of(
                new Match(score - Math.min(20, title.length() / 4), parts(title, marked)));
    }

    /** A title that fits for other reasons, with whatever of the words occurs in it. */
    Match anyhow(String title) {
        return in(title, String.join(" ", words)).orElseThrow();
    }

    /** Marks the best place; 0 when there is none. */
    private static int mark(Folded title, String word, BitSet marked) {
        if (word.isEmpty()) {
            return ELSEWHERE;
        }
        int best = -1;
        int score = 0;
        for (int at = title.text().indexOf(word);
                at >= 0;
                at = title.text().indexOf(word, at + 1)) {
            int here =
                    at == 0
                            ? BEGINNING
                            : Character.isLetterOrDigit(title.text().charAt(at - 1))
                                    ? INSIDE
                                    : WORD;
            if (here > score) {
                best = at;
                score = here;
            }
        }
        if (best >= 0) {
            marked.set(title.origin(best), title.origin(best + word.length()));
        }
        return score;
    }

    /** Of other words only their beginnings count: "an" does not mean "language". */
    private static boolean beginsAWord(String text, String word) {
        for (int at = text.indexOf(word); at >= 0; at = text.indexOf(word, at + 1)) {
            if (at == 0 || !Character.isLetterOrDigit(text.charAt(at - 1))) {
                return true;
            }
        }
        return false;
    }

    private static List<Part> parts(String title, BitSet marked) {
        List<Part> parts = new ArrayList<>();
        for (int from = 0; from < title.length(); ) {
            boolean isMarked = marked.get(from);
            int to = isMarked ? marked.nextClearBit(from) : marked.nextSetBit(from);
            to = to < 0 || to > title.length() ? title.length() : to;
            parts.add(new Part(title.substring(from, to), isMarked));
            from = to;
        }
        return parts;
    }
}
