package org.openemm.web.dashboard;

import java.util.Locale;
import org.openemm.dashboard.FirstSteps;
import org.openemm.web.ui.Ui;

/**
 * A first step in words.
 *
 * @param href where it is done; empty when this user cannot do it
 */
public record StepWords(String title, String text, String action, String href) {

    public static StepWords of(Ui ui, FirstSteps.Step step) {
        String key = "dashboard.step." + step.name().toLowerCase(Locale.ROOT);
        return new StepWords(
                ui.t(key + ".title"), ui.t(key + ".text"), ui.t(key + ".action"), href(ui, step));
    }

    private static String href(Ui ui, FirstSteps.Step step) {
        return switch (step) {
            case SENDER -> ui.may("mailinglist.change") ? "/mailinglist/list.action" : "";
            case RECIPIENTS ->
                    ui.may("wizard.importclassic")
                            ? "/recipient/import/view.action"
                            : ui.may("recipient.create") ? "/recipient/create.action" : "";
            case MAILING -> ui.may("mailing.change") ? "/mailing/create.action" : "";
            case TEST, SEND -> ui.may("mailing.send.show") ? "/mailing/list.action" : "";
        };
    }
}
