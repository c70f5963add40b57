package org.openemm.backend.mailloop;

import java.util.Locale;
import java.util.Set;
import org.openemm.response.Finding;
import org.openemm.subscription.DoubleOptIn;

/**
 * Whether somebody answered the question whether to subscribe him with yes. Nothing else counts:
 * angry answers and answers of machines quote the question, too.
 */
final class Consent {
    private static final Set<String> WORDS =
            Set.of("yes", "ja", "oui", "si", "sí", "sim", "tak", "ok", "confirm", "bestätigen");
    private static final int LONGEST = 40;

    private Consent() {}

    /** An answer to a question, whatever it says. */
    static boolean isAnswer(Letter letter) {
        return letter.finding().kind() == Finding.Kind.REPLY
                && letter.uid().filter(DoubleOptIn::isToken).isPresent();
    }

    static boolean isGiven(Letter letter) {
        return isAnswer(letter)
                && !Machines.wrote(letter.mail())
                && !Letter.isLoop(letter.mail())
                && isYes(letter.mail().text());
    }

    /** The first line that somebody wrote himself is one of the words, and nothing else. */
    static boolean isYes(String text) {
        return text.lines()
                .map(line -> line.strip().replace("\u00a0", ""))
                .filter(line -> !line.isEmpty())
                .findFirst()
                .filter(line -> line.length() <= LONGEST)
                .map(line -> line.replaceAll("[\\p{Punct}\\s„“”‚‘’]+", ""))
                .filter(word -> WORDS.contains(word.toLowerCase(Locale.ROOT)))
                .isPresent();
    }
}
