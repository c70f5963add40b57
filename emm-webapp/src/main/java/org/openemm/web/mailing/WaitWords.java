package org.openemm.web.mailing;

import java.util.List;
import java.util.Locale;
import org.openemm.delivery.WaitingMails.Outage;
import org.openemm.delivery.WaitingMails.Reason;
import org.openemm.delivery.WaitingMails.Wait;
import org.openemm.web.ui.Formats;
import org.openemm.web.ui.Ui;

/**
 * Why mails wait, in words.
 *
 * @param kind of the notice
 * @param answer of the mail server, introduced; empty for none
 */
public record WaitWords(String kind, String text, String answer) {
    private static final String KEYS = "mailing.wait.";

    static List<WaitWords> of(Ui ui, List<Wait> waits) {
        return waits.stream().map(wait -> of(ui, wait)).toList();
    }

    static String of(Ui ui, Outage outage) {
        Formats format = ui.format();
        boolean sameDay = format.date(outage.from()).equals(format.date(outage.to()));
        return ui.t(
                KEYS + "outage",
                format.dateTime(outage.from()),
                sameDay ? format.time(outage.to()) : format.dateTime(outage.to()));
    }

    private static WaitWords of(Ui ui, Wait wait) {
        String text = text(ui, wait, KEYS + wait.reason().name().toLowerCase(Locale.ROOT));
        if (wait.next() != null) {
            text += " " + ui.t(KEYS + "next", ui.format().dateTime(wait.next()));
        }
        boolean usual =
                wait.reason() == Reason.RATE
                        || wait.reason() == Reason.GROUPRATE
                        || wait.reason() == Reason.DEFERRED;
        return new WaitWords(usual ? "info" : "warn", text, answer(ui, wait));
    }

    private static String text(Ui ui, Wait wait, String key) {
        return switch (wait.reason()) {
            case PAUSED, TENANT, ALL ->
                    wait.subject().isEmpty() || wait.since() == null
                            ? ui.t(key)
                            : ui.t(key + ".by", wait.subject(), ui.format().dateTime(wait.since()));
            case ROUTE, RATE ->
                    wait.subject().isEmpty() ? ui.t(key + ".system") : ui.t(key, wait.subject());
            case GROUP, GROUPRATE ->
                    wait.mails() == 1
                            ? ui.t(key + ".one", wait.subject())
                            : ui.t(key + ".many", ui.format().number(wait.mails()), wait.subject());
            case DEFERRED -> ui.plural(key, wait.mails());
            case BACKEND ->
                    wait.since() == null
                            ? ui.t(key)
                            : ui.t(key + ".since", ui.format().dateTime(wait.since()));
            case PICKDIST, DISK -> ui.t(key);
        };
    }

    private static String answer(Ui ui, Wait wait) {
        if (wait.answer().isEmpty() || wait.reason() == Reason.PICKDIST) {
            return "";
        }
        return ui.t(
                wait.reason() == Reason.DEFERRED ? KEYS + "answer.most" : KEYS + "answer",
                wait.answer());
    }
}
