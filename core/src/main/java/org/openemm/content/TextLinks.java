package org.openemm.content;

import java.util.ArrayList;
import java.util.List;

/** One pass over plain text. */
final class TextLinks {
    private static final String ENDS = "<>\"”“„«»";
    private static final String PUNCTUATION = ".,;:!?'’)";

    private final String text;
    private final List<Tag> tags;
    private final List<FoundLink> found = new ArrayList<>();
    private int nextTag;

    TextLinks(String text) {
        this.text = text;
        this.tags = TagParser.parse(text);
    }

    List<FoundLink> find() {
        int at = 0;
        while (at < text.length()) {
            Tag tag = tagAt(at);
            if (tag != null) {
                if (LinkTags.isLink(tag)) {
                    add(tag.start(), tag.end());
                }
                at = tag.end();
            } else if (startsUrl(at)) {
                int end = endOfUrl(at);
                add(at, end);
                at = end;
            } else {
                at++;
            }
        }
        return found;
    }

    private boolean startsUrl(int at) {
        return (text.regionMatches(true, at, "http://", 0, 7)
                        || text.regionMatches(true, at, "https://", 0, 8))
                && (at == 0 || !Character.isLetterOrDigit(text.charAt(at - 1)));
    }

    private int endOfUrl(int start) {
        int at = start;
        int end = start;
        while (at < text.length()
                && !Character.isWhitespace(text.charAt(at))
                && ENDS.indexOf(text.charAt(at)) < 0) {
            Tag tag = tagAt(at);
            if (tag != null && (tag.is(KnownTag.DYN) || tag.is(KnownTag.DVALUE))) {
                break;
            }
            if (tag != null) {
                at = tag.end();
                end = at;
            } else {
                char c = text.charAt(at++);
                boolean punctuation =
                        c == ')' ? closesOutside(start, at) : PUNCTUATION.indexOf(c) >= 0;
                if (!punctuation) {
                    end = at;
                }
            }
        }
        return end;
    }

    /** Whether the closing bracket before {@code end} was opened before the address. */
    private boolean closesOutside(int start, int end) {
        int depth = 0;
        for (int i = start; i < end; i++) {
            depth += text.charAt(i) == '(' ? 1 : text.charAt(i) == ')' ? -1 : 0;
        }
        return depth < 0;
    }

    private Tag tagAt(int at) {
        while (nextTag < tags.size() && tags.get(nextTag).start() < at) {
            nextTag++;
        }
        return nextTag < tags.size() && tags.get(nextTag).start() == at ? tags.get(nextTag) : null;
    }

    private void add(int start, int end) {
        found.add(
                new FoundLink(text.substring(start, end), start, end, FoundLink.Kind.LINK, "", 0));
    }
}
