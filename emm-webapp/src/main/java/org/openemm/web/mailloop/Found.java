package org.openemm.web.mailloop;

import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.openemm.web.ui.Ui;

/** What a message says, and what told what it is, in the user's language. */
public final class Found {
    /** What the message says, and behind it what told; or only that. */
    private static final Pattern BOTH = Pattern.compile("(?s)(.*) \\(([^()]+)\\)");

    private static final Pattern RULE = Pattern.compile("(\\w+), line (\\d+) of (.+)");

    /** What decides besides the rules. */
    private static final Set<String> BUILT_IN =
            Set.of(
                    "header of a machine",
                    "feedback report",
                    "disposition notification",
                    "report type",
                    "delivery report",
                    "words of a delay",
                    "no status",
                    "status of the sender",
                    "status",
                    "subject of List-Unsubscribe",
                    "nothing else fits");

    private Found() {}

    /**
     * @param found as the message has it: words of a stranger are left as they are
     */
    public static String words(Ui ui, String found) {
        Matcher both = BOTH.matcher(found);
        if (both.matches()) {
            String rule = rule(ui, both.group(2));
            return rule.isEmpty() ? found : both.group(1) + " (" + rule + ")";
        }
        String rule = rule(ui, found);
        return rule.isEmpty() ? found : rule;
    }

    /** Empty for what is none of ours. */
    private static String rule(Ui ui, String words) {
        Matcher rule = RULE.matcher(words);
        if (rule.matches()) {
            return ui.t("mailloop.found.rule", rule.group(1), rule.group(2), rule.group(3));
        }
        return BUILT_IN.contains(words)
                ? ui.t(
                        "mailloop.found."
                                + words.toLowerCase(Locale.ROOT).replaceAll("[^a-z]+", "-"))
                : "";
    }
}
