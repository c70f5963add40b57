package org.openemm.backend.smtp;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * An answer of a mail server.
 *
 * @param text all lines without codes, joined by a blank
 */
public record SmtpReply(int code, String text) {
    static final int SHUTTING_DOWN = 421;
    private static final Pattern ENHANCED =
            Pattern.compile("^([245])\\.(\\d{1,3})\\.(\\d{1,3})\\b");
    private static final int DIGIT = 10;

    public boolean isPositive() {
        return code / 100 == 2;
    }

    public boolean isTemporary() {
        return code / 100 == 4;
    }

    public boolean isPermanent() {
        return code / 100 == 5;
    }

    /**
     * Delivery status as three digits: from the enhanced code (RFC 3463; of the last number only
     * the first digit), else only the first digit of the reply code followed by 00.
     */
    public int dsn() {
        Matcher matcher = ENHANCED.matcher(text);
        if (matcher.find()) {
            int last = matcher.group(3).charAt(0) - '0';
            int middle = matcher.group(2).charAt(0) - '0';
            return Integer.parseInt(matcher.group(1)) * DIGIT * DIGIT + middle * DIGIT + last;
        }
        return code / 100 * 100;
    }

    @Override
    public String toString() {
        return code + " " + text;
    }
}
