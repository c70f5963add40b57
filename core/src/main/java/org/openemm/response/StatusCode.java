package org.openemm.response;

import java.util.Optional;

/**
 * A delivery status (RFC 3463), or what can be told from a bare SMTP reply.
 *
 * @param kind 2 delivered, 4 not now, 5 failed
 * @param subject second number, 0..9
 * @param detail third number; only its first digit is booked
 */
record StatusCode(int kind, int subject, int detail) {
    private static final int MAX_DETAIL = 999;
    private static final int MAX_SUBJECT = 7;

    static final StatusCode FAILED = new StatusCode(5, 0, 0);
    static final StatusCode NOT_NOW = new StatusCode(4, 0, 0);

    /** As three digits, 5.1.10 as 511. */
    int dsn() {
        int first = detail;
        while (first >= 10) {
            first /= 10;
        }
        return kind * 100 + subject * 10 + first;
    }

    /** As x.0.0: says nothing but the kind. */
    boolean isBare() {
        return subject == 0;
    }

    @Override
    public String toString() {
        return kind + "." + subject + "." + detail;
    }

    /**
     * The first status in a text, as {@code 5.1.1} or {@code #5.1.1}; no part of an IP address or
     * of a version with more numbers.
     */
    static Optional<StatusCode> in(String text) {
        for (int i = 0; i + 4 < text.length(); i++) {
            char c = text.charAt(i);
            if ((c == '2' || c == '4' || c == '5')
                    && text.charAt(i + 1) == '.'
                    && (i == 0 || isBorder(text.charAt(i - 1)))) {
                Optional<StatusCode> found = at(text, i);
                if (found.isPresent()) {
                    return found;
                }
            }
        }
        return Optional.empty();
    }

    /**
     * A reply of SMTP that says no, 4xx or 5xx, at the beginning of a text or behind words like
     * "said:"; the status in it wins.
     */
    static Optional<StatusCode> inReply(String text) {
        Optional<StatusCode> status = in(text);
        if (status.isPresent()) {
            return status;
        }
        for (int i = 0; i + 3 <= text.length(); i++) {
            char c = text.charAt(i);
            if ((c == '4' || c == '5')
                    && (i == 0 || isReplyBorder(text.charAt(i - 1)))
                    && isReply(text, i)) {
                return Optional.of(c == '5' ? FAILED : NOT_NOW);
            }
        }
        return Optional.empty();
    }

    private static Optional<StatusCode> at(String text, int start) {
        int subject = text.charAt(start + 2) - '0';
        int i = start + 4;
        if (subject < 0 || subject > MAX_SUBJECT || text.charAt(start + 3) != '.') {
            return Optional.empty();
        }
        int detail = 0;
        int digits = 0;
        while (i < text.length() && isDigit(text.charAt(i)) && digits < 4) {
            detail = detail * 10 + text.charAt(i) - '0';
            digits++;
            i++;
        }
        boolean goesOn =
                i < text.length()
                        && (isDigit(text.charAt(i))
                                || Character.isLetter(text.charAt(i))
                                || text.charAt(i) == '.'
                                        && i + 1 < text.length()
                                        && isDigit(text.charAt(i + 1)));
        if (digits == 0 || detail > MAX_DETAIL || goesOn) {
            return Optional.empty();
        }
        return Optional.of(new StatusCode(text.charAt(start) - '0', subject, detail));
    }

    /** Replies known from SMTP: 421, 45x, 50x, 52x, 55x, 57x. */
    private static boolean isReply(String text, int at) {
        char tens = text.charAt(at + 1);
        char ones = text.charAt(at + 2);
        boolean ends = at + 3 == text.length() || " -:,;.)\t\n".indexOf(text.charAt(at + 3)) >= 0;
        return ends
                && isDigit(ones)
                && (text.charAt(at) == '4'
                        ? tens == '5' || tens == '2' && ones == '1' || tens == '7'
                        : tens == '5' || tens == '0' || tens == '2' || tens == '7');
    }

    private static boolean isDigit(char c) {
        return c >= '0' && c <= '9';
    }

    private static boolean isBorder(char c) {
        return !isDigit(c) && c != '.' && !Character.isLetter(c);
    }

    private static boolean isReplyBorder(char c) {
        return " \t(:;<'\"[#=\n".indexOf(c) >= 0;
    }
}
