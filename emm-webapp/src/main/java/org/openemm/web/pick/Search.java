package org.openemm.web.pick;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.openemm.web.ui.Ui;

/**
 * What is looked for.
 *
 * @param text as typed
 */
record Search(String text) {
    /** So many matches are shown; who wants others types more. */
    static final int MOST = 20;

    private static final int MOST_TEXT = 200;
    private static final int MOST_NOTE = 120;

    static Search of(Ui ui) {
        String typed = ui.links().parameter("q");
        return new Search(typed.length() > MOST_TEXT ? typed.substring(0, MOST_TEXT) : typed);
    }

    /** Whether the texts hold all words, or the number is the one that is typed. */
    boolean finds(int id, String... texts) {
        String all = String.join(" ", texts).toLowerCase(Locale.ROOT);
        return text.equals(String.valueOf(id)) || words().stream().allMatch(all::contains);
    }

    private List<String> words() {
        return Arrays.stream(text.toLowerCase(Locale.ROOT).split("\\s+")).toList();
    }

    /** The parts that are there, on one line. */
    static String note(String... parts) {
        String note =
                Stream.of(parts)
                        .filter(part -> part != null && !part.isBlank())
                        .collect(Collectors.joining(" · "));
        return note.length() > MOST_NOTE ? note.substring(0, MOST_NOTE) + "…" : note;
    }
}
