package org.openemm.backend.smtp;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What stands behind MAIL or RCPT (RFC 5321 4.1.1.2 and 4.1.1.3).
 *
 * @param address without its brackets; empty for the null sender
 * @param size that the client announces (RFC 1870), in bytes; 0: not said
 */
public record MailPath(String address, long size) {
    private static final Pattern PATH =
            Pattern.compile("(?i)(FROM|TO):\\s*<([^<>\\s]*)>(?:\\s+(.*))?");
    private static final Pattern SIZE = Pattern.compile("(?i)\\bSIZE=(\\d{1,18})\\b");

    /**
     * Empty when it is none.
     *
     * @param keyword FROM or TO
     */
    public static Optional<MailPath> parse(String keyword, String text) {
        Matcher path = PATH.matcher(text);
        return path.matches() && path.group(1).equalsIgnoreCase(keyword)
                ? Optional.of(new MailPath(path.group(2), announced(path.group(3))))
                : Optional.empty();
    }

    private static long announced(String parameters) {
        Matcher size = SIZE.matcher(parameters == null ? "" : parameters);
        return size.find() ? Long.parseLong(size.group(1)) : 0;
    }
}
