package org.openemm.web.recipient;

import org.openemm.profilefield.ProfileFieldUse;
import org.openemm.web.ui.Ui;

/** Where the users of a profile field are changed. */
public final class FieldUseLinks {
    private FieldUseLinks() {}

    /** Null where the page does not exist yet, or not for this person. */
    public static String of(Ui ui, ProfileFieldUse.User user) {
        long id = user.id();
        return switch (user.kind()) {
            case TARGET -> link(ui, "/target/list.action", "/target/" + id + "/view.action");
            case MAILING, TEMPLATE ->
                    link(ui, "/mailing/list.action", "/mailing/" + id + "/settings.action");
            case IMPORT_PROFILE ->
                    link(
                            ui,
                            "/import-profile/list.action",
                            "/import-profile/" + id + "/view.action");
            case EXPORT_PROFILE ->
                    link(ui, "/export/list.action", "/export/" + id + "/view.action");
            case IMPORT ->
                    ui.may("wizard.importclassic")
                            ? "/recipient/import/wizard/step/preScan.action?id=" + id
                            : null;
            case CHANGE -> ui.may("recipient.show") ? "/recipient/bulk/" + id + ".action" : null;
            case EXPORT -> link(ui, "/export/list.action", "/export/run/" + id + "/view.action");
            case FORM -> link(ui, "/webform/list.action", "/webform/" + id + "/view.action");
            case ACTION -> link(ui, "/action/list.action", "/action/" + id + "/view.action");
        };
    }

    private static String link(Ui ui, String list, String page) {
        return ui.hasScreen(list) ? page : null;
    }
}
