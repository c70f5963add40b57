package org.openemm.backend.mailloop;

import java.util.Locale;

/** Names of the headers with which we mark messages, and addresses as they stand in commands. */
final class Headers {
    /** Says for whom a message was accepted. */
    static final String FOR_WHOM = "X-AGNMailloop";

    /** Has been here before. */
    static final String LOOP = "X-AGNLoop";

    /** Recipient that a reply is from, in the copy that is forwarded. */
    static final String CUSTOMER = "X-AGNCustomer";

    private Headers() {}

    /** Without angle brackets, source route and anything that could end a line. */
    static String bareAddress(String argument) {
        String text = argument.strip();
        int close = text.lastIndexOf('>');
        if (text.startsWith("<") && close > 0) {
            text = text.substring(1, close);
        }
        if (text.startsWith("@") && text.indexOf(':') > 0) {
            text = text.substring(text.indexOf(':') + 1);
        }
        return text.replaceAll("[\\p{Cntrl}<>]", "");
    }

    /** Whether a line begins with this header. */
    static boolean isHeader(String line, String name) {
        return line.toLowerCase(Locale.ROOT).startsWith(name.toLowerCase(Locale.ROOT) + ":");
    }
}
