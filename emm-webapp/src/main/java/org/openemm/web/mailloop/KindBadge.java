package org.openemm.web.mailloop;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.openemm.mailloop.IncomingMessage;
import org.openemm.mailloop.MessageKind;
import org.openemm.web.ui.Option;
import org.openemm.web.ui.Ui;

/** What a message is, at a glance: icon, word and kind as for badges. */
public record KindBadge(String kind, String icon, String label) {

    public static KindBadge of(Ui ui, IncomingMessage message) {
        String label = label(ui, message.kind());
        return switch (message.kind()) {
            case BOUNCE ->
                    new KindBadge("bad", "mail-x", label + " " + status(message.dsn()).strip());
            case COMPLAINT -> new KindBadge("bad", "shield-alert", label);
            case UNSUBSCRIBE -> new KindBadge("warn", "user-minus", label);
            case AUTO_REPLY -> new KindBadge("", "clock", label);
            case REPLY -> new KindBadge("info", "user", label);
            case SYSTEM -> new KindBadge("", "server", label);
        };
    }

    static List<Option> options(Ui ui) {
        return Arrays.stream(MessageKind.values())
                .map(kind -> Option.of(kind.name(), label(ui, kind)))
                .toList();
    }

    private static String label(Ui ui, MessageKind kind) {
        return ui.t("mailloop.kind." + kind.name().toLowerCase(Locale.ROOT));
    }

    /** 511 as 5.1.1; empty for none. */
    public static String status(int dsn) {
        return dsn < 100 || dsn > 999 ? "" : dsn / 100 + "." + dsn / 10 % 10 + "." + dsn % 10;
    }
}
