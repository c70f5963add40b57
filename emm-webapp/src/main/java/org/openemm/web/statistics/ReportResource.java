package org.openemm.web.statistics;

import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.Response;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import org.openemm.servlet.Incidents;
import org.openemm.statistics.MailingStatistics;
import org.openemm.statistics.MailingSummary.Head;
import org.openemm.web.access.Requires;
import org.openemm.web.statistics.ReportClient.Format;
import org.openemm.web.ui.Ui;
import org.openemm.web.ui.View;

/** The report of one mailing as a file. */
@Path("/statistics/mailing/{id: \\d{1,9}}")
public final class ReportResource {
    private static final int BAD_GATEWAY = 502;
    private final MailingStatistics statistics;
    private final ReportClient reports;

    ReportResource(MailingStatistics statistics, ReportClient reports) {
        this.statistics = statistics;
        this.reports = reports;
    }

    /**
     * Instead of the file: it cannot be had now.
     *
     * @param incident number in the log
     */
    public record AwayPage(Head mailing, String incident) {}

    @GET
    @Path("report.pdf")
    @Requires("stats.mailing")
    public Object pdf(@Context Ui ui, @PathParam("id") int id) {
        return file(ui, id, Format.PDF);
    }

    @GET
    @Path("report.csv")
    @Requires("stats.mailing")
    public Object csv(@Context Ui ui, @PathParam("id") int id) {
        return file(ui, id, Format.CSV);
    }

    private Object file(Ui ui, int id, Format format) {
        Head mailing = statistics.head(ui.actor(), id);
        byte[] content;
        try {
            content =
                    reports.mailingSummary(ui.actor(), id, format, ui.locale(), ui.format().zone());
        } catch (ReportsAway e) {
            String incident = Incidents.report("report of mailing " + id, e);
            return View.of("statistics/away.jte", new AwayPage(mailing, incident))
                    .withStatus(BAD_GATEWAY);
        }
        return Response.ok(content, format.mimeType())
                .header("Content-Disposition", disposition(ui, mailing, format))
                .build();
    }

    /** The plain name is for clients that do not know RFC 6266. */
    private static String disposition(Ui ui, Head mailing, Format format) {
        String ending = "." + format.name().toLowerCase(Locale.ROOT);
        String name =
                ui.t("statistics.file", mailing.name()).replaceAll("[\\p{Cc}/\\\\:*?\"<>|]", "_");
        return "attachment; filename=\"mailing-%d%s\"; filename*=UTF-8''%s"
                .formatted(
                        mailing.id(),
                        ending,
                        URLEncoder.encode(name.strip() + ending, StandardCharsets.UTF_8)
                                .replace("+", "%20"));
    }
}
