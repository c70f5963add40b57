package org.openemm.address;

import java.net.IDN;
import java.util.Locale;
import org.openemm.InvalidInput;

/**
 * A mail address that can be delivered to: trimmed, lower case, the domain in its ASCII form, at
 * most 100 characters.
 *
 * <p>Follows RFC 5321 with what mailbox providers accept: no quoted local part, no address literal,
 * at least two domain labels. A local part outside ASCII (RFC 6531) is refused because most
 * receiving servers cannot take it.
 */
public record EmailAddress(String localPart, String domain) {
    /** Width of customer_N_tbl.email. */
    public static final int MAX_LENGTH = 100;

    private static final int MAX_LOCAL = 64;
    private static final int MAX_LABEL = 63;
    private static final String LOCAL_SPECIAL = "!#$%&'*+-/=?^_`{|}~.";

    /** Why a text is no usable address; the message key is {@code recipient.email.<name>}. */
    public enum Problem {
        EMPTY,
        TOO_LONG,
        NO_AT,
        SEVERAL_AT,
        BLANK,
        LOCAL_EMPTY,
        LOCAL_TOO_LONG,
        LOCAL_CHARACTER,
        LOCAL_NOT_ASCII,
        LOCAL_DOTS,
        DOMAIN_EMPTY,
        DOMAIN_WITHOUT_DOT,
        DOMAIN_CHARACTER,
        DOMAIN_LABEL,
        TOP_LEVEL;

        /** Key of the text that explains it. */
        public String key() {
            return "recipient.email." + name().toLowerCase(Locale.ROOT);
        }
    }

    /** An address or the reason why there is none; exactly one of the two is set. */
    public record Outcome(EmailAddress address, Problem problem) {
        public boolean isValid() {
            return problem == null;
        }
    }

    /**
     * @throws InvalidInput on field {@code email} with the reason
     */
    public static EmailAddress parse(String text) {
        Outcome outcome = check(text);
        if (!outcome.isValid()) {
            throw new InvalidInput("email", outcome.problem().key(), shorten(text));
        }
        return outcome.address();
    }

    /** As {@link #parse}, for callers that expect many bad ones. */
    public static Outcome check(String text) {
        String address = text == null ? "" : text.strip();
        if (address.isEmpty()) {
            return bad(Problem.EMPTY);
        }
        int at = address.indexOf('@');
        if (at < 0) {
            return bad(Problem.NO_AT);
        }
        if (at != address.lastIndexOf('@')) {
            return bad(Problem.SEVERAL_AT);
        }
        String local = address.substring(0, at).toLowerCase(Locale.ROOT);
        Problem problem = localProblem(local);
        if (problem != null) {
            return bad(problem);
        }
        String domain = address.substring(at + 1);
        String ascii = ascii(domain);
        problem = domainProblem(domain, ascii);
        if (problem != null) {
            return bad(problem);
        }
        if (local.length() + 1 + ascii.length() > MAX_LENGTH) {
            return bad(Problem.TOO_LONG);
        }
        return new Outcome(new EmailAddress(local, ascii), null);
    }

    @Override
    public String toString() {
        return localPart + "@" + domain;
    }

    private static Problem localProblem(String local) {
        if (local.isEmpty()) {
            return Problem.LOCAL_EMPTY;
        }
        if (local.length() > MAX_LOCAL) {
            return Problem.LOCAL_TOO_LONG;
        }
        for (int i = 0; i < local.length(); i++) {
            char c = local.charAt(i);
            if (Character.isWhitespace(c)) {
                return Problem.BLANK;
            }
            if (c > 126) {
                return Problem.LOCAL_NOT_ASCII;
            }
            if (!isLetterOrDigit(c) && LOCAL_SPECIAL.indexOf(c) < 0) {
                return Problem.LOCAL_CHARACTER;
            }
        }
        boolean dots = local.startsWith(".") || local.endsWith(".") || local.contains("..");
        return dots ? Problem.LOCAL_DOTS : null;
    }

    private static Problem domainProblem(String domain, String ascii) {
        if (domain.isEmpty()) {
            return Problem.DOMAIN_EMPTY;
        }
        for (int i = 0; i < domain.length(); i++) {
            if (Character.isWhitespace(domain.charAt(i))) {
                return Problem.BLANK;
            }
        }
        if (ascii == null) {
            return Problem.DOMAIN_CHARACTER;
        }
        if (ascii.length() > MAX_LENGTH) {
            return Problem.TOO_LONG;
        }
        if (ascii.indexOf('.') < 0) {
            return Problem.DOMAIN_WITHOUT_DOT;
        }
        int begin = 0;
        while (true) {
            int dot = ascii.indexOf('.', begin);
            int end = dot < 0 ? ascii.length() : dot;
            Problem problem = labelProblem(ascii, begin, end);
            if (problem != null) {
                return problem;
            }
            if (dot < 0) {
                return isTopLevel(ascii.substring(begin)) ? null : Problem.TOP_LEVEL;
            }
            begin = dot + 1;
        }
    }

    /** Imports check a million of them, so nothing is made anew for a label. */
    private static Problem labelProblem(String ascii, int begin, int end) {
        if (begin == end
                || end - begin > MAX_LABEL
                || ascii.charAt(begin) == '-'
                || ascii.charAt(end - 1) == '-') {
            return Problem.DOMAIN_LABEL;
        }
        for (int i = begin; i < end; i++) {
            if (!isLetterOrDigit(ascii.charAt(i)) && ascii.charAt(i) != '-') {
                return Problem.DOMAIN_CHARACTER;
            }
        }
        return null;
    }

    /** No list of known ones: it would be outdated the day a new one is sold. */
    private static boolean isTopLevel(String label) {
        if (label.length() < 2 || label.startsWith("xn--")) {
            return label.length() >= 2;
        }
        for (int i = 0; i < label.length(); i++) {
            if (label.charAt(i) < 'a' || label.charAt(i) > 'z') {
                return false;
            }
        }
        return true;
    }

    /** The domain in ASCII and lower case, null when it has none. */
    private static String ascii(String domain) {
        try {
            return (isPlain(domain) ? domain : IDN.toASCII(domain)).toLowerCase(Locale.ROOT);
        } catch (IllegalArgumentException e) {
            return null;
        }
    }

    private static boolean isPlain(String domain) {
        for (int i = 0; i < domain.length(); i++) {
            if (domain.charAt(i) > 127) {
                return false;
            }
        }
        return true;
    }

    private static boolean isLetterOrDigit(char c) {
        return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || (c >= 'A' && c <= 'Z');
    }

    private static Outcome bad(Problem problem) {
        return new Outcome(null, problem);
    }

    private static String shorten(String text) {
        String shown = text == null ? "" : text;
        return shown.length() > MAX_LENGTH ? shown.substring(0, MAX_LENGTH) + "…" : shown;
    }
}
