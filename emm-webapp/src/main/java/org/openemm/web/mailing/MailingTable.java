package org.openemm.web.mailing;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.openemm.mailing.MailingQuery;
import org.openemm.mailing.MailingSummary;
import org.openemm.mailing.WorkStatus;
import org.openemm.web.ui.Option;
import org.openemm.web.ui.Ui;
import org.openemm.web.ui.table.Column;
import org.openemm.web.ui.table.Filter;
import org.openemm.web.ui.table.Table;
import org.openemm.web.ui.table.TableName;
import org.openemm.web.ui.table.TableSpec;

/** What the lists of mailings and of templates show, and how they are asked for. */
public final class MailingTable {
    private static final List<WorkStatus> STATUSES =
            List.of(
                    WorkStatus.NEW,
                    WorkStatus.EDIT,
                    WorkStatus.ADMIN,
                    WorkStatus.TEST,
                    WorkStatus.SCHEDULED,
                    WorkStatus.SENDING,
                    WorkStatus.SENT,
                    WorkStatus.CANCELED);

    private MailingTable() {}

    static Table open(Ui ui, boolean templates, Choices choices, boolean ticks) {
        return TableSpec.named(templates ? TableName.TEMPLATES : TableName.MAILINGS)
                .columns(templates ? templateColumns(ui) : mailingColumns(ui))
                .sortedBy("created", true)
                .search(ui.t("mailing.list." + (templates ? "templates" : "mailings") + ".search"))
                .filters(filters(ui, templates, choices))
                .keeping("forTemplates")
                .ticks(ticks)
                .open(ui);
    }

    private static List<Column> mailingColumns(Ui ui) {
        return List.of(
                Column.brief("status", ui.t("mailing.list.status")).sorts(),
                Column.text("name", ui.t("mailing.field.name")).sorts().asTitle(),
                Column.text("mailinglist", ui.t("mailing.field.mailinglist")).sorts(),
                Column.date("senddate", ui.t("mailing.list.senddate")).sorts(),
                Column.number("recipients", ui.t("mailing.list.recipients")).sorts(),
                Column.number("openers", ui.t("mailing.list.openers")),
                Column.number("clickers", ui.t("mailing.list.clickers")),
                Column.text("subject", ui.t("mailing.field.subject")).onDemand(),
                Column.text("description", ui.t("mailing.field.description")).sorts().onDemand(),
                Column.date("plandate", ui.t("mailing.list.plandate")).onDemand(),
                Column.date("created", ui.t("mailing.list.created")).sorts().onDemand(),
                Column.date("changed", ui.t("mailing.list.changed")).sorts().onDemand(),
                Column.number("id", ui.t("mailing.list.id")).sorts().onDemand());
    }

    private static List<Column> templateColumns(Ui ui) {
        return List.of(
                Column.text("name", ui.t("mailing.field.name")).sorts().asTitle(),
                Column.text("mailinglist", ui.t("mailing.field.mailinglist")).sorts(),
                Column.date("changed", ui.t("mailing.list.changed")).sorts(),
                Column.text("subject", ui.t("mailing.field.subject")).onDemand(),
                Column.text("description", ui.t("mailing.field.description")).sorts().onDemand(),
                Column.date("created", ui.t("mailing.list.created")).sorts().onDemand(),
                Column.number("id", ui.t("mailing.list.id")).sorts().onDemand());
    }

    private static List<Filter> filters(Ui ui, boolean templates, Choices choices) {
        List<Filter> filters = new ArrayList<>();
        filters.add(
                Filter.choice(
                        "mailinglist",
                        ui.t("mailing.field.mailinglist"),
                        ui.t("mailing.list.alllists"),
                        choices.lists(ui, null)));
        if (!templates) {
            filters.add(
                    Filter.choice(
                            "status",
                            ui.t("mailing.list.status"),
                            ui.t("mailing.list.allstatuses"),
                            statuses(ui)));
        }
        filters.add(
                Filter.choice(
                        "deleted",
                        ui.t("mailing.list.show"),
                        ui.t("mailing.list.present"),
                        List.of(new Option("true", ui.t("mailing.list.bin")))));
        return filters;
    }

    private static List<Option> statuses(Ui ui) {
        return STATUSES.stream()
                .map(status -> new Option(code(status), ui.t(status.key())))
                .toList();
    }

    static MailingQuery query(Ui ui, Table table, boolean templates) {
        return new MailingQuery(
                templates,
                table.filter("deleted").equals("true"),
                table.query(),
                table.number("mailinglist"),
                templates ? null : status(table.filter("status")),
                sort(table.sort()),
                table.descending(),
                ui.links().page(),
                table.size());
    }

    private static MailingQuery.Sort sort(String column) {
        return switch (column) {
            case "status" -> MailingQuery.Sort.STATUS;
            case "name" -> MailingQuery.Sort.NAME;
            case "description" -> MailingQuery.Sort.DESCRIPTION;
            case "mailinglist" -> MailingQuery.Sort.MAILINGLIST;
            case "senddate" -> MailingQuery.Sort.SEND_DATE;
            case "recipients" -> MailingQuery.Sort.RECIPIENTS;
            case "changed" -> MailingQuery.Sort.CHANGED;
            case "id" -> MailingQuery.Sort.ID;
            default -> MailingQuery.Sort.CREATED;
        };
    }

    private static WorkStatus status(String code) {
        return Arrays.stream(WorkStatus.values())
                .filter(status -> code(status).equals(code))
                .findFirst()
                .orElse(null);
    }

    private static String code(WorkStatus status) {
        return status.name().toLowerCase(Locale.ROOT);
    }

    /** Where a row leads: what has been sent is looked at, not changed. */
    public static String href(Ui ui, MailingSummary row) {
        return row.status() == WorkStatus.SENT && ui.may("stats.mailing")
                ? "/statistics/mailing/" + row.id() + "/view.action"
                : "/mailing/" + row.id() + "/settings.action";
    }
}
