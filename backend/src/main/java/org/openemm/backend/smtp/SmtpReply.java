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
    private static final Pattern UNKNOWN_USER =
            Pattern.compile(
                    "user unknown|unknown (user|recipient|local part)|no such"
                            + " (user|recipient|mailbox)|(user|recipient|mailbox|address) (does not"
                            + " exist|not found)",
                    Pattern.CASE_INSENSITIVE);
    private static final int DIGIT = 10;
    private static final int NO_MAILBOX = 550;
    private static final int FULL = 552;
    private static final int BAD_ADDRESS = 553;

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
     * the first digit), whose first digit is that of the reply code, whatever the server wrote.
     * Without one it follows from what the reply code means for a recipient (RFC 5321), as far as
     * that is beyond doubt: many servers answer 550 to mails they take for spam.
     */
    public int dsn() {
        int kind = code / 100 * DIGIT * DIGIT;
        Matcher matcher = ENHANCED.matcher(text);
        if (matcher.find()) {
            int last = matcher.group(3).charAt(0) - '0';
            int middle = matcher.group(2).charAt(0) - '0';
            return kind + middle * DIGIT + last;
        }
        return switch (code) {
            case NO_MAILBOX -> UNKNOWN_USER.matcher(text).find() ? 511 : kind;
            case FULL -> 522;
            case BAD_ADDRESS -> UNKNOWN_USER.matcher(text).find() ? 511 : kind;
            default -> kind;
        };
    }

    /** Refused for reasons of security or policy (RFC 3463, X.7). */
    public boolean isPolicy() {
        Matcher matcher = ENHANCED.matcher(text);
        return isPermanent() && matcher.find() && matcher.group(2).equals("7");
    }

    @Override
    public String toString() {
        return code + " " + text;
    }
}
