package org.openemm.blocklist;

import java.net.IDN;
import java.time.Instant;
import java.util.Locale;
import org.openemm.address.EmailAddress;

/**
 * An address, or a pattern for many, that must not get mail.
 *
 * @param pattern lower case; {@code *} any number of characters, {@code ?} one
 * @param reason why, may be empty
 * @param since null when nobody knows
 * @param by who added it; empty for what was there before that was noted
 * @param common of the list that all tenants obey
 */
public record BlocklistEntry(
        String pattern, String reason, Instant since, String by, boolean common) {

    /**
     * What somebody typed as it is stored: without blanks around it, lower case, a domain in its
     * ASCII form, {@code %} as {@code *}. An underscore is itself: it stands in too many addresses
     * to mean anybody else's.
     */
    public static String normal(String typed) {
        String entry =
                (typed == null ? "" : typed).strip().toLowerCase(Locale.ROOT).replace('%', '*');
        while (entry.contains("**")) {
            entry = entry.replace("**", "*");
        }
        return isPattern(entry) ? pattern(entry) : address(entry);
    }

    /** Whether it stands for more than one address. */
    public static boolean isPattern(String normal) {
        return normal.indexOf('*') >= 0 || normal.indexOf('?') >= 0;
    }

    public boolean isPattern() {
        return isPattern(pattern);
    }

    private static String pattern(String entry) {
        int at = entry.indexOf('@') + 1;
        String domain = entry.substring(at);
        boolean plain = domain.chars().allMatch(c -> c < 128);
        if (plain || isPattern(domain)) {
            return entry;
        }
        try {
            return entry.substring(0, at) + IDN.toASCII(domain);
        } catch (IllegalArgumentException e) {
            return entry;
        }
    }

    private static String address(String entry) {
        EmailAddress.Outcome outcome = EmailAddress.check(entry);
        return outcome.isValid() ? outcome.address().toString() : entry;
    }
}
