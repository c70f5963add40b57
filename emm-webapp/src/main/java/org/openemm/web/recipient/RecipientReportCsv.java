package org.openemm.web.recipient;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.openemm.profilefield.ProfileField;
import org.openemm.web.ui.Ui;

/** All that is known of a recipient as a file for a spreadsheet. */
final class RecipientReportCsv {
    private final StringBuilder csv = new StringBuilder("\ufeff");

    private RecipientReportCsv() {}

    static String of(Ui ui, RecipientHistoryResource.ReportPage page) {
        RecipientReportCsv report = new RecipientReportCsv();
        report.line(
                ui.t("recipient.report.part"),
                ui.t("recipient.report.at"),
                ui.t("recipient.report.what"),
                ui.t("recipient.report.value"));
        for (ProfileField field : page.fields()) {
            Object value = page.head().recipient().values().get(field.column());
            report.line(
                    ui.t("recipient.report.profile"),
                    "",
                    Labels.field(ui, field),
                    value instanceof Instant instant
                            ? ui.format().exact(instant)
                            : Objects.toString(value, ""));
        }
        page.head()
                .lists()
                .forEach(
                        (status, lists) ->
                                lists.forEach(
                                        list ->
                                                report.line(
                                                        ui.t("recipient.report.lists"),
                                                        "",
                                                        list,
                                                        Labels.status(ui, status))));
        for (TimelineItem item : page.items()) {
            List<String> words = new ArrayList<>(List.of(item.object()));
            if (!item.note().isEmpty()) {
                words.add(item.note());
            }
            report.line(
                    ui.t("recipient.report.history"),
                    ui.format().exact(item.at()),
                    item.what(),
                    String.join(" – ", words));
        }
        return report.csv.toString();
    }

    private void line(String... cells) {
        csv.append(Csv.line(cells));
    }
}
