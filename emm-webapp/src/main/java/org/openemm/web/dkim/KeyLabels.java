package org.openemm.web.dkim;

import java.util.Locale;
import org.openemm.dkim.DkimKey;
import org.openemm.dkim.KeyType;
import org.openemm.dkim.RecordCheck;
import org.openemm.web.ui.Ui;

/** How states of keys and records look: icon, colour and word. */
public record KeyLabels(String kind, String icon, String label) {

    /** Where a key stands in its life. */
    public static KeyLabels stage(Ui ui, DkimKey key) {
        DkimKey.Stage stage = key.stage(ui.now());
        String word = "dkim.stage." + stage.name().toLowerCase(Locale.ROOT);
        return switch (stage) {
            case SIGNS -> new KeyLabels("good", "circle-check", ui.t(word));
            case WAITS ->
                    new KeyLabels(
                            "info", "clock", ui.t(word, ui.format().date(key.validity().start())));
            case RESERVE -> new KeyLabels("", "circle-dashed", ui.t(word));
            case ENDED -> new KeyLabels("", "circle-x", ui.t(word));
            case UNREADABLE -> new KeyLabels("bad", "circle-alert", ui.t(word));
        };
    }

    /** What was found in DNS. */
    public static KeyLabels record(Ui ui, RecordCheck check) {
        String word = "dkim.dns." + check.key();
        return switch (check.state()) {
            case FITS, NOT_BELOW -> new KeyLabels("good", "circle-check", ui.t(word));
            case TESTING, NO_ANSWER -> new KeyLabels("warn", "triangle-alert", ui.t(word));
            default -> new KeyLabels("bad", "circle-alert", ui.t(word));
        };
    }

    /** What was found in DNS, as a sentence. */
    public static String sentence(Ui ui, RecordCheck check) {
        return ui.t("dkim.check." + check.key(), check.detail());
    }

    /** RSA 2048, Ed25519; a dash for a key that cannot be opened. */
    public static String algorithm(DkimKey key) {
        return key.type()
                .map(type -> type == KeyType.RSA ? "RSA " + key.bits() : "Ed25519")
                .orElse("–");
    }

    /** From when to when it may sign; the last day is part of it. */
    public static String validity(Ui ui, DkimKey key) {
        var start = key.validity().start();
        var end = key.validity().end();
        if (start == null && end == null) {
            return ui.t("dkim.validity.always");
        }
        String first = start == null ? "" : ui.format().date(start);
        String last = end == null ? "" : ui.format().date(end.minusMillis(1));
        return start == null
                ? ui.t("dkim.validity.until", last)
                : end == null
                        ? ui.t("dkim.validity.from", first)
                        : ui.t("dkim.validity.between", first, last);
    }
}
