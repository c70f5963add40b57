package org.openemm.web.recipientreport;

import java.util.Map;
import org.openemm.importing.ImportMode;
import org.openemm.importing.RowProblem;
import org.openemm.web.ui.Ui;

/** What the lines of a report and the kinds of its files are called. */
public final class ReportWords {
    private static final Map<String, String> NAMES =
            Map.of(
                    "mode", "importing.mapping.mode",
                    "rows", "importing.numbers.rows",
                    "inserted", "importing.numbers.inserted",
                    "updated", "importing.numbers.updated",
                    "bound", "importing.numbers.bound",
                    "refused", "importing.numbers.bad",
                    "profile", "recipientreport.profile",
                    "reason", "recipientreport.reason",
                    "recipients", "recipientreport.recipients",
                    "columns", "recipientreport.columns");

    private ReportWords() {}

    /** The name itself where there is no word for it. */
    static String name(Ui ui, String name) {
        for (RowProblem problem : RowProblem.values()) {
            if (problem.name().equals(name)) {
                return ui.t("importing.problem." + name);
            }
        }
        return NAMES.containsKey(name) ? ui.t(NAMES.get(name)) : name;
    }

    static String value(Ui ui, String name, String value) {
        if (name.equals("mode")) {
            for (ImportMode mode : ImportMode.values()) {
                if (mode.name().equals(value)) {
                    return ui.t("importing.mode." + value);
                }
            }
        }
        return value;
    }

    /** What is in a file. */
    public static String kind(Ui ui, String kind) {
        if (kind.startsWith("INVALID_")) {
            return ui.t(
                    "recipientreport.kind.leftOut", name(ui, kind.substring("INVALID_".length())));
        }
        return switch (kind) {
            case "ADDED",
                    "UPDATED",
                    "IN_DATABASE",
                    "UNKNOWN",
                    "DONE",
                    "FIXED",
                    "INVALID",
                    "EXPORT" ->
                    ui.t("recipientreport.kind." + kind);
            default -> kind;
        };
    }
}
