package org.openemm.web.search;

import java.text.Normalizer;
import java.util.Locale;

/**
 * A text without case and accents, which still knows where each letter came from: what "muller"
 * finds in "Müller" can be marked there.
 */
final class Folded {
    private final String text;
    private final int[] origins;

    private Folded(String text, int[] origins) {
        this.text = text;
        this.origins = origins;
    }

    static Folded of(String original) {
        StringBuilder folded = new StringBuilder(original.length());
        int[] origins = new int[4 * original.length() + 1];
        for (int at = 0; at < original.length(); ) {
            int letter = original.codePointAt(at);
            for (char plain : plain(letter).toCharArray()) {
                if (folded.length() < origins.length - 1) {
                    origins[folded.length()] = at;
                    folded.append(plain);
                }
            }
            at += Character.charCount(letter);
        }
        origins[folded.length()] = original.length();
        return new Folded(folded.toString(), origins);
    }

    String text() {
        return text;
    }

    /** Where in the original the letter at this place of the folded text stands. */
    int origin(int place) {
        return origins[place];
    }

    private static String plain(int letter) {
        String lower = Character.toString(letter).toLowerCase(Locale.ROOT).replace("ß", "ss");
        return Normalizer.normalize(lower, Normalizer.Form.NFD).replaceAll("\\p{Mn}", "");
    }
}
