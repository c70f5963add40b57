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

    /**
     * Of the readable parts: lines, without empty and quoted ones, and behind them paragraphs of
     * several lines as one, because servers break what other servers said.
     */
    static List<String> of(List<Part> parts) {
        List<String> lines = new ArrayList<>();
        List<String> paragraphs = new ArrayList<>();
        StringBuilder paragraph = new StringBuilder();
        for (Part part : parts) {
            for (String line : (Iterable<String>) Texts.of(part).lines()::iterator) {
                String stripped = line.strip();
                if (lines.size() >= Limits.LINES / 2 || beginsQuote(stripped)) {
                    break;
                }
                boolean quoted = stripped.startsWith("> ") || stripped.equals(">");
                if (stripped.isEmpty() || quoted) {
                    end(paragraph, paragraphs);
                } else {
                    lines.add(stripped);
                    paragraph.append(paragraph.length() == 0 ? "" : " ").append(stripped);
                }
            }
            end(paragraph, paragraphs);
        }
        lines.addAll(paragraphs);
        return lines;
    }

    private static void end(StringBuilder paragraph, List<String> paragraphs) {
        if (paragraph.length() > 0) {
            paragraphs.add(paragraph.toString());
            paragraph.setLength(0);
        }
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
