package org.openemm.response;

import java.io.Serial;

/**
 * A text that can be read only so often: an expression that tries all ways there are ends with
 * {@link TooSlow} instead of holding up the mails behind it.
 */
final class BoundedText implements CharSequence {
    /** An expression looked at too many characters. */
    static final class TooSlow extends RuntimeException {
        @Serial private static final long serialVersionUID = 1L;

        TooSlow() {
            super("expression takes too long", null, false, false);
        }
    }

    private final String text;
    private int left;

    /**
     * @param reads how many characters may be looked at
     */
    BoundedText(String text, int reads) {
        this.text = text;
        this.left = reads;
    }

    @Override
    public char charAt(int index) {
        if (--left < 0) {
            throw new TooSlow();
        }
        return text.charAt(index);
    }

    @Override
    public int length() {
        return text.length();
    }

    @Override
    public CharSequence subSequence(int start, int end) {
        return text.substring(start, end);
    }

    @Override
    public String toString() {
        return text;
    }
}
