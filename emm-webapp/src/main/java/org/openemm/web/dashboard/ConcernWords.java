package org.openemm.web.dashboard;

import java.util.Locale;
import org.openemm.dashboard.Concern;
import org.openemm.dkim.DkimKeys;
import org.openemm.web.ui.Ui;

/**
 * What a concern looks like on the page: what is wrong, what it means, what to do next.
 *
 * @param kind end of the style class: bad, warn or info
 * @param icon name in icons.txt
 * @param href where the next step is done; empty when it is not done here
 * @param action label of the link there
 */
public record ConcernWords(
        String kind, String icon, String title, String text, String href, String action) {
    private static final String KEYS = "dashboard.concern.";

    public static ConcernWords of(Ui ui, Concern concern) {
        String key = KEYS + concern.kind().name().toLowerCase(Locale.ROOT);
        String href = href(ui, concern);
        return new ConcernWords(
                concern.kind().level().name().toLowerCase(Locale.ROOT),
                icon(concern.kind()),
                ui.t(key + ".title", concern.subject()),
                text(ui, key, concern),
                href,
                href.isEmpty() ? "" : ui.t(key + ".action"));
    }

    private static String text(Ui ui, String key, Concern concern) {
        return switch (concern.kind()) {
            case BOUNCES ->
                    ui.t(
                            key + ".text",
                            ui.format().share(concern.share()),
                            ui.format().share(concern.usual()));
            case JOB_FAILED ->
                    concern.when() == null
                            ? ui.t(key + ".stays", concern.detail())
                            : ui.t(
                                    key + ".text",
                                    concern.detail(),
                                    ui.format().dateTime(concern.when()));
            case UNSENDABLE ->
                    ui.t(key + ".text", ui.format().dateTime(concern.when()), concern.detail());
            case UNSIGNED -> ui.t(key + (ui.may(DkimKeys.SHOW) ? ".mine" : ".text"));
            default -> ui.t(key + ".text", concern.detail());
        };
    }

    private static String icon(Concern.Kind kind) {
        return switch (kind) {
            case PAUSED -> "circle-pause";
            case WAITING -> "clock";
            case STOPPED, UNSENDABLE -> "circle-alert";
            case BOUNCES -> "mail-x";
            case IMPORT_FAILED, IMPORT_WAITING -> "upload";
            case JOB_FAILED -> "server";
            case UNSIGNED -> "shield-alert";
        };
    }

    private static String href(Ui ui, Concern concern) {
        return switch (concern.kind()) {
            case PAUSED, WAITING, STOPPED, UNSENDABLE ->
                    ui.may("mailing.send.show")
                            ? "/mailing/send/" + concern.id() + "/view.action"
                            : "";
            case BOUNCES -> "/statistics/mailing/" + concern.id() + "/view.action";
            case IMPORT_FAILED, IMPORT_WAITING ->
                    "/recipient/import/wizard/step/preScan.action?id=" + concern.id();
            case UNSIGNED -> ui.may(DkimKeys.SHOW) ? "/administration/dkim/list.action" : "";
            case JOB_FAILED -> "";
        };
    }
}
