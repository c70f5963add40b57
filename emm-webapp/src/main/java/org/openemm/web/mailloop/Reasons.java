package org.openemm.web.mailloop;

import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.openemm.web.ui.Ui;

/** Why something could not be done with a message: the log's words in the user's language. */
public final class Reasons {
    private record Reason(Pattern words, String key) {}

    private static final List<Reason> KNOWN =
            List.of(
                    of("nobody we know: .*", "nobody"),
                    of("it has been here before", "loop"),
                    of("to (\\S+): (.+)", "forward"),
                    of("given up: (.+)", "givenup"),
                    of("(\\S+) is a filter address itself", "own"),
                    of("the message is too long", "long"),
                    of("mailing (\\d+): .+", "answer"),
                    of("no address to subscribe: (.*)", "address"),
                    of("the list \\d+ is gone", "list"),
                    of("the company has no redirect domain for the link", "redirect"),
                    of("(\\S+) was asked (\\d+) times today", "often"),
                    of(
                            "the filter asks at most (\\d+) in an hour: (\\S+) may write again"
                                    + " later",
                            "many"),
                    of("\\S+: UNKNOWN", "unknown"),
                    of("\\S+: EXPIRED", "expired"),
                    of("\\S+: USED", "used"),
                    of("\\S+: IMPOSSIBLE", "impossible"));

    private Reasons() {}

    /** What is none of ours, such as the words of a mail server, stays as it is. */
    public static String words(Ui ui, String remark) {
        for (Reason reason : KNOWN) {
            Matcher matcher = reason.words().matcher(remark);
            if (matcher.matches()) {
                Object[] groups = new Object[matcher.groupCount()];
                for (int i = 0; i < groups.length; i++) {
                    groups[i] = matcher.group(i + 1);
                }
                return ui.t(reason.key(), groups);
            }
        }
        return remark;
    }

    private static Reason of(String words, String key) {
        return new Reason(Pattern.compile(words, Pattern.DOTALL), "mailloop.reason." + key);
    }
}
