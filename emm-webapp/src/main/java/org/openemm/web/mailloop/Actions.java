package org.openemm.web.mailloop;

import java.util.Locale;
import java.util.Set;
import org.openemm.web.ui.Ui;

/** What was done with a message, in words. */
public final class Actions {
    private static final Set<String> KNOWN =
            Set.of(
                    "bounce",
                    "bounce-unclear",
                    "bounce-of-trial",
                    "complaint",
                    "unsubscribe",
                    "forward",
                    "autoresponder",
                    "subscribe",
                    "stored",
                    "quarantine",
                    "loop");

    /** Those of which one wants to know to whom or how; the remark of the others repeats the finding. */
    private static final Set<String> TOLD = Set.of("forward", "autoresponder", "subscribe");

    private Actions() {}

    /** Whether the remark belongs to it. */
    public static boolean isTold(String action) {
        return TOLD.contains(action);
    }

    /** Names that administrators gave in their own rules are shown as they are. */
    public static String words(Ui ui, String action) {
        String name = action.toLowerCase(Locale.ROOT);
        return KNOWN.contains(name)
                ? ui.t("mailloop.action." + name)
                : ui.t("mailloop.action.own", action);
    }
}
