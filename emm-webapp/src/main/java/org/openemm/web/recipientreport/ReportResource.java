package org.openemm.web.recipientreport;

import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.StreamingOutput;
import java.io.InputStream;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.openemm.NotFound;
import org.openemm.account.Actor;
import org.openemm.recipientreport.RecipientReports;
import org.openemm.recipientreport.Report;
import org.openemm.recipientreport.ReportFile;
import org.openemm.recipientreport.ReportQuery;
import org.openemm.recipientreport.ReportType;
import org.openemm.web.access.Requires;
import org.openemm.web.ui.Option;
import org.openemm.web.ui.Paging;
import org.openemm.web.ui.Ui;
import org.openemm.web.ui.View;
import org.openemm.web.ui.table.Column;
import org.openemm.web.ui.table.Filter;
import org.openemm.web.ui.table.Table;
import org.openemm.web.ui.table.TableName;
import org.openemm.web.ui.table.TableSpec;

/** Imports and exports there were, with their files. */
@Path("/recipientsreport")
public final class ReportResource {
    static final String LIST = "/recipientsreport/list.action";

    private static final int MOST_TICKED = 200;

    private final RecipientReports reports;

    ReportResource(RecipientReports reports) {
        this.reports = reports;
    }

    /** What the filters leave. */
    public record ListPage(Table table, List<Report> reports, Paging paging) {}

    /** A name of the report and its value, in words. */
    public record Line(String label, String value, boolean number) {}

    /** One report. */
    public record ReportPage(Report report, List<Line> lines, List<ReportFile> files) {}

    @GET
    @Path("list.action")
    @Requires({"wizard.import", "wizard.export"})
    public View list(@Context Ui ui) {
        Table table = table(ui);
        String source = table.query().matches("#\\d{1,9}") ? table.query().substring(1) : "";
        RecipientReports.Page found =
                reports.list(
                        ui.actor(),
                        new ReportQuery(
                                source.isEmpty() ? table.query() : "",
                                type(table.filter("type")),
                                table.filter("user"),
                                source.isEmpty() ? 0 : Integer.parseInt(source),
                                table.day("from"),
                                table.endOfDay("until"),
                                ReportQuery.Order.valueOf(table.sort().toUpperCase(Locale.ROOT)),
                                table.descending(),
                                ui.links().page(),
                                table.size()));
        return View.of(
                "recipientreport/list.jte",
                new ListPage(
                        table, found.reports(), Paging.numbered(ui, table.size(), found.total())));
    }

    @GET
    @Path("{id: [0-9]{1,9}}/view.action")
    @Requires({"wizard.import", "wizard.export"})
    public View view(@Context Ui ui, @PathParam("id") int id) {
        Report report = reports.get(ui.actor(), id);
        return View.of(
                "recipientreport/view.jte",
                new ReportPage(report, lines(ui, report), reports.files(ui.actor(), id)));
    }

    /** A file of a report; the first one without a kind. */
    @GET
    @Path("{id: [0-9]{1,9}}/download.action")
    @Requires({"wizard.import", "wizard.export"})
    public Response download(
            @Context Ui ui, @PathParam("id") int id, @QueryParam("kind") String kind) {
        Actor actor = ui.actor();
        ReportFile file =
                reports.files(actor, id).stream()
                        .filter(one -> kind == null || one.kind().equals(kind))
                        .findFirst()
                        .orElseThrow(() -> new NotFound("file of report", id));
        InputStream content = reports.open(actor, id, file.kind());
        StreamingOutput body =
                out -> {
                    try (content) {
                        content.transferTo(out);
                    }
                };
        return Response.ok(body)
                .type(type(file))
                .header("Content-Length", file.size())
                .header("X-Content-Type-Options", "nosniff")
                .header("Content-Disposition", attachment(file.name()))
                .build();
    }

    /** The ticked reports and all their files as one ZIP file. */
    @GET
    @Path("bulk/download.action")
    @Requires({"wizard.import", "wizard.export"})
    public Response downloadTicked(@Context Ui ui, @QueryParam("bulkIds") List<Integer> ids) {
        List<Report> chosen = new ArrayList<>();
        for (int id : ids.stream().distinct().limit(MOST_TICKED).toList()) {
            try {
                chosen.add(reports.get(ui.actor(), id));
            } catch (NotFound e) {
                // Gone meanwhile: the archive has the others.
            }
        }
        if (chosen.isEmpty()) {
            ui.flashWarning("recipientreport.download.none");
            return ui.redirect(LIST);
        }
        List<String> texts = chosen.stream().map(report -> text(ui, report)).toList();
        ReportArchive archive = new ReportArchive(reports, ui.actor());
        StreamingOutput body = out -> archive.write(chosen, texts, out);
        return Response.ok(body)
                .type("application/zip")
                .header("X-Content-Type-Options", "nosniff")
                .header("Content-Disposition", attachment(ui.t("recipientreport.archive") + ".zip"))
                .build();
    }

    private static String text(Ui ui, Report report) {
        StringBuilder text = new StringBuilder();
        text.append(report.fileName()).append("\r\n");
        text.append(ui.format().dateTime(report.date())).append("\r\n\r\n");
        lines(ui, report)
                .forEach(
                        line ->
                                text.append(line.label())
                                        .append(": ")
                                        .append(line.value())
                                        .append("\r\n"));
        return text.toString();
    }

    /** Figures that the texts know; what a later version adds is shown as it is. */
    private static List<Line> lines(Ui ui, Report report) {
        List<Line> lines = new ArrayList<>();
        for (String line : report.text().lines().toList()) {
            int equals = line.indexOf('=');
            if (equals <= 0 || line.startsWith("file=")) {
                continue;
            }
            String name = line.substring(0, equals);
            String value = line.substring(equals + 1);
            boolean number = value.matches("\\d{1,18}");
            lines.add(
                    new Line(
                            ReportWords.name(ui, name),
                            number
                                    ? ui.format().number(Long.parseLong(value))
                                    : ReportWords.value(ui, name, value),
                            number));
        }
        return lines;
    }

    private static Optional<ReportType> type(String name) {
        return name.isEmpty() ? Optional.empty() : Optional.of(ReportType.valueOf(name));
    }

    private static String type(ReportFile file) {
        String name = file.name().toLowerCase(Locale.ROOT);
        return name.endsWith(".csv") ? "text/csv; charset=UTF-8" : "application/octet-stream";
    }

    private static String attachment(String name) {
        String plain = name.replaceAll("[^A-Za-z0-9._ -]", "_");
        return "attachment; filename=\""
                + plain
                + "\"; filename*=UTF-8''"
                + URLEncoder.encode(name, StandardCharsets.UTF_8).replace("+", "%20");
    }

    private Table table(Ui ui) {
        return TableSpec.named(TableName.REPORTS)
                .columns(
                        Column.date("date", ui.t("recipientreport.date")).sorts(),
                        Column.text("file", ui.t("recipientreport.file")).sorts().asTitle(),
                        Column.brief("type", ui.t("recipientreport.type")),
                        Column.brief("result", ui.t("recipientreport.result")),
                        Column.brief("user", ui.t("recipientreport.user")).sorts(),
                        Column.number("files", ui.t("recipientreport.files")),
                        Column.number("datasource", ui.t("recipientreport.datasource"))
                                .sorts()
                                .notOnPhone())
                .sortedBy("date", true)
                .search(ui.t("recipientreport.search"))
                .ticks(true)
                .filters(
                        Filter.choice(
                                "type",
                                ui.t("recipientreport.type"),
                                ui.t("recipientreport.type.all"),
                                List.of(
                                        new Option(
                                                ReportType.IMPORT.name(),
                                                ui.t("recipientreport.type.IMPORT")),
                                        new Option(
                                                ReportType.EXPORT.name(),
                                                ui.t("recipientreport.type.EXPORT")))),
                        Filter.choice(
                                "user",
                                ui.t("recipientreport.user"),
                                ui.t("recipientreport.user.all"),
                                reports.users(ui.actor()).stream()
                                        .map(user -> new Option(user, user))
                                        .toList()),
                        Filter.date("from", ui.t("recipientreport.from")),
                        Filter.date("until", ui.t("recipientreport.until")))
                .open(ui);
    }
}
