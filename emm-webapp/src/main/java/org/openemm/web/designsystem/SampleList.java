package org.openemm.web.designsystem;

import java.time.Instant;
import java.util.List;
import org.openemm.web.ui.Option;
import org.openemm.web.ui.Paging;
import org.openemm.web.ui.Ui;
import org.openemm.web.ui.table.Column;
import org.openemm.web.ui.table.Filter;
import org.openemm.web.ui.table.Table;
import org.openemm.web.ui.table.TableName;
import org.openemm.web.ui.table.TableSpec;

/** A list with made-up rows: everything that a list can do can be tried on it. */
public final class SampleList {
    private static final long TOTAL = 1_002;

    private SampleList() {}

    /**
     * @param mails as a number column shows them
     */
    public record Row(
            int id, String name, String email, boolean active, Instant since, int mails) {}

    public static List<Row> rows() {
        return List.of(
                new Row(1, "Ada Lovelace", "ada@example.com", true, at("2026-03-02"), 12),
                new Row(
                        2,
                        "Björk Guðmundsdóttir",
                        "bjork.g@example.org",
                        true,
                        at("2026-01-19"),
                        3),
                new Row(
                        3,
                        "Friederike-Charlotte von Donnersmarck",
                        "friederike-charlotte.von.donnersmarck@mail.example.net",
                        false,
                        at("2025-11-30"),
                        1_204));
    }

    private static Instant at(String day) {
        return Instant.parse(day + "T08:30:00Z");
    }

    public static Table table(Ui ui) {
        return TableSpec.named(TableName.DESIGN)
                .columns(
                        Column.text("name", ui.t("designsystem.list.name")).sorts().asTitle(),
                        Column.email("email", ui.t("designsystem.list.email")).sorts(),
                        Column.brief("status", ui.t("designsystem.list.status")),
                        Column.date("since", ui.t("designsystem.list.since")).sorts(),
                        Column.number("mails", ui.t("designsystem.list.mails")).sorts(),
                        Column.number("id", ui.t("designsystem.list.id")).onDemand())
                .sortedBy("name", false)
                .search(ui.t("designsystem.list.search"))
                .filters(
                        Filter.choice(
                                "status",
                                ui.t("designsystem.list.status"),
                                ui.t("designsystem.list.every"),
                                List.of(
                                        new Option("active", ui.t("designsystem.list.active")),
                                        new Option("waiting", ui.t("designsystem.list.waiting")))),
                        Filter.date("from", ui.t("designsystem.list.from")))
                .ticks(true)
                .open(ui);
    }

    /** The first of many pages. */
    public static Paging paging(Ui ui) {
        return Paging.numbered(ui, rows().size(), TOTAL);
    }
}
