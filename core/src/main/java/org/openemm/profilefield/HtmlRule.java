package org.openemm.profilefield;

import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * HTML in profile values would reach mails and pages of others: refused, except plain emphasis
 * without attributes.
 */
final class HtmlRule {
    /** A tag with its end, or one with an attribute that a later {@code >} would complete. */
    private static final Pattern TAG =
            Pattern.compile("<[/!]?([a-zA-Z][a-zA-Z0-9:-]*)([\\s/][^>]*)?>|<([a-zA-Z]+)\\s[^>]*=");

    private static final Pattern DANGEROUS =
            Pattern.compile(
                    "<\\s*/?\\s*(script|iframe|object|embed|applet)\\b", Pattern.CASE_INSENSITIVE);

    private static final Set<String> EMPHASIS = Set.of("u", "i", "b", "sup", "sub", "strong", "em");

    private HtmlRule() {}

    /** True when the text may be stored. */
    static boolean accepts(String text, boolean htmlAllowed) {
        if (text.indexOf('<') < 0) {
            return true;
        }
        if (DANGEROUS.matcher(text).find()) {
            return false;
        }
        if (htmlAllowed) {
            return true;
        }
        if (text.contains("<!--")) {
            return false;
        }
        Matcher tags = TAG.matcher(text);
        while (tags.find()) {
            String name = tags.group(1);
            String rest = tags.group(2);
            boolean harmless =
                    name != null
                            && EMPHASIS.contains(name.toLowerCase(Locale.ROOT))
                            && (rest == null || rest.isBlank() || "/".equals(rest.strip()));
            if (!harmless) {
                return false;
            }
        }
        return true;
    }
}
