package org.openemm.web.mailloop;

import java.util.Locale;
import java.util.Set;
import org.openemm.mailloop.IncomingMessage;
import org.openemm.web.ui.Ui;

/** What was done with a message, in words. */
public final class Actions {
    private static final Set<String> KNOWN =
            Set.of(
                    "bounce",
                    "bounce-unclear",
                    "bounce-of-trial",
                    "bounce-of-question",
                    "complaint",
                    "unsubscribe",
                    "forward",
                    "autoresponder",
                    "subscribe",
                    "confirm",
                    "stored",
                    "quarantine",
                    "loop",
                    // Names in the rules that come with the product.
                    "auto",
                    "challenge",
                    "delayed",
                    "left",
                    "ooo",
                    "receipt",
                    "report",
                    "ticket");

    /** As the log names the address that a message was forwarded to. */
    private static final String TO = "to ";

    private Actions() {}

    /** Names that administrators gave in their own rules are shown as they are. */
    public static String words(Ui ui, IncomingMessage message) {
        String name = message.action().toLowerCase(Locale.ROOT);
        if (name.equals("forward") && message.remark().matches(TO + "\\S+@\\S+")) {
            return ui.t("mailloop.action.forwardTo", message.remark().substring(TO.length()));
        }
        return KNOWN.contains(name)
                ? ui.t("mailloop.action." + name)
                : ui.t("mailloop.action.own", message.action());
    }
}
