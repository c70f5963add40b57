package org.openemm.response;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Lines of a mail that say something about it: not those of our own mail quoted below. */
final class Lines {
    /** Where mail servers begin to quote, lower case; a line that has one of these in it. */
    private static final List<String> QUOTE_BEGINS =
            List.of(
                    "below this line is a copy of the message",
                    "this is a copy of the message",
                    "original message follows",
                    "original message headers",
                    "--- original message",
                    "message header follows",
                    "returned message follows",
                    "unsent message below",
                    "the header of the original message",
                    "urspr\u00fcngliche nachricht",
                    "kopie der nachricht",
                    "kopfzeilen der nachricht");

    private Lines() {}

    /** Of the readable parts, empty lines and quoted ones left out. */
    static List<String> of(List<Part> parts) {
        List<String> lines = new ArrayList<>();
        for (Part part : parts) {
            for (String line : (Iterable<String>) Texts.of(part).lines()::iterator) {
                String stripped = line.strip();
                if (lines.size() >= Limits.LINES || beginsQuote(stripped)) {
                    break;
                }
                if (!stripped.isEmpty() && !(stripped.startsWith("> ") || stripped.equals(">"))) {
                    lines.add(stripped);
                }
            }
        }
        return lines;
    }

    static List<String> ofHeaders(IncomingMail mail) {
        return mail.root().headers().all().stream().map(Headers.Header::line).toList();
    }

    private static boolean beginsQuote(String line) {
        // Of all the lines there are few that begin so.
        if (line.isEmpty() || line.length() > 120) {
            return false;
        }
        String lower = line.toLowerCase(Locale.ROOT);
        return QUOTE_BEGINS.stream().anyMatch(lower::contains);
    }
}
