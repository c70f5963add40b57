package org.openemm.recipient;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Optional;

/**
 * A place between two recipients of a sorted list: after (or, going back, before) the one with this
 * sort value and id. Paging from such a place costs the same on page 1 and page 10,000.
 *
 * @param value sort value as text, null where the recipient has none
 */
public record PageCursor(boolean backwards, String value, long id) {
    /** Behind the last recipient: going back from there shows the end of the list. */
    public static final PageCursor END = new PageCursor(true, null, -1);

    private static final String END_TEXT = "end";

    boolean isEnd() {
        return id < 0;
    }

    /** For a web address. */
    public String encoded() {
        if (isEnd()) {
            return END_TEXT;
        }
        String text = (backwards ? "b" : "f") + id + (value == null ? "" : ":" + value);
        return Base64.getUrlEncoder()
                .withoutPadding()
                .encodeToString(text.getBytes(StandardCharsets.UTF_8));
    }

    /** Nothing when the text was not made by {@link #encoded}. */
    public static Optional<PageCursor> decode(String encoded) {
        if (encoded == null || encoded.isBlank()) {
            return Optional.empty();
        }
        if (encoded.equals(END_TEXT)) {
            return Optional.of(END);
        }
        try {
            String text =
                    new String(Base64.getUrlDecoder().decode(encoded), StandardCharsets.UTF_8);
            int colon = text.indexOf(':');
            String id = colon < 0 ? text.substring(1) : text.substring(1, colon);
            String value = colon < 0 ? null : text.substring(colon + 1);
            return Optional.of(
                    new PageCursor(text.startsWith("b"), value, Long.parseUnsignedLong(id)));
        } catch (IllegalArgumentException | IndexOutOfBoundsException e) {
            return Optional.empty();
        }
    }
}
