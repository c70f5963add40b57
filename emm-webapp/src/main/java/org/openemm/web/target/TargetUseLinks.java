package org.openemm.web.target;

import org.openemm.target.TargetUse;
import org.openemm.web.ui.Ui;

/** Where that which uses a group is changed. */
public final class TargetUseLinks {
    private TargetUseLinks() {}

    /** Address of the page, null where there is none or the user may not open it. */
    public static String href(Ui ui, TargetUse use) {
        return switch (use.kind()) {
            case MAILING -> mailing(ui, use, "/settings.action");
            case CONTENT ->
                    page(
                            ui,
                            "mailing.content.show",
                            "/mailing/content/" + use.id() + "/view.action");
            case COMPONENT ->
                    page(
                            ui,
                            "mailing.attachments.show",
                            "/mailing/" + use.id() + "/attachment/list.action");
            case EXPORT -> page(ui, "wizard.export", "/export/" + use.id() + "/view.action");
            case TARGET -> page(ui, "targets.show", "/target/" + use.id() + "/view.action");
            case REPORT, USER -> null;
        };
    }

    private static String mailing(Ui ui, TargetUse use, String page) {
        return ui.may("mailing.show") || ui.may("template.show")
                ? "/mailing/" + use.id() + page
                : null;
    }

    private static String page(Ui ui, String right, String address) {
        return ui.may(right) ? address : null;
    }
}
