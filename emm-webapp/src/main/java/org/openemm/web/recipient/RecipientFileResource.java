package org.openemm.web.recipient;

import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.Response;
import org.openemm.privacy.PersonFile;
import org.openemm.privacy.PersonFiles;
import org.openemm.privacy.PersonJson;
import org.openemm.servlet.Incidents;
import org.openemm.web.access.Requires;
import org.openemm.web.statistics.ReportClient;
import org.openemm.web.statistics.ReportsAway;
import org.openemm.web.ui.Ui;

/** Everything about a person as a file. */
@Path("/recipient")
public final class RecipientFileResource {
    private final PersonFiles files;
    private final ReportClient reports;

    RecipientFileResource(PersonFiles files, ReportClient reports) {
        this.files = files;
        this.reports = reports;
    }

    @GET
    @Path("{id: [0-9]{1,10}}/report.json")
    @Requires("recipient.history")
    public Response json(@Context Ui ui, @PathParam("id") long id) {
        return file(
                PersonJson.write(files.of(ui.actor(), id)),
                "application/json;charset=UTF-8",
                id,
                "json");
    }

    @GET
    @Path("{id: [0-9]{1,10}}/report.pdf")
    @Requires("recipient.history")
    public Response pdf(@Context Ui ui, @PathParam("id") long id) {
        PersonFile file = files.of(ui.actor(), id);
        try {
            return file(
                    reports.person(ui.actor(), file, ui.locale(), ui.format().zone()),
                    "application/pdf",
                    id,
                    "pdf");
        } catch (ReportsAway e) {
            ui.flashWarning(
                    "recipient.report.away", Incidents.report("report of recipient " + id, e));
            return ui.redirect("/recipient/" + id + "/report.action");
        }
    }

    private static Response file(Object content, String type, long id, String ending) {
        return Response.ok(content, type)
                .header(
                        "Content-Disposition",
                        "attachment; filename=\"recipient-" + id + "." + ending + "\"")
                .header("Cache-Control", "no-store")
                .build();
    }
}
