package org.openemm.web.recipient;

import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.Response;
import java.util.Set;
import org.openemm.privacy.PersonFile;
import org.openemm.privacy.PersonFiles;
import org.openemm.privacy.PersonJson;
import org.openemm.profilefield.ProfileFieldCatalog;
import org.openemm.profilefield.ProfileFields;
import org.openemm.servlet.Incidents;
import org.openemm.web.access.Requires;
import org.openemm.web.statistics.ReportClient;
import org.openemm.web.statistics.ReportsAway;
import org.openemm.web.ui.Ui;

/** Everything about a person as a file. */
@Path("/recipient")
public final class RecipientFileResource {
    /** Kept as numbers that stand for words. */
    private static final Set<String> CODES =
            Set.of("gender", "mailtype", "sys_tracking_veto", "sys_encrypted_sending");

    private final PersonFiles files;
    private final ProfileFields fields;
    private final ReportClient reports;

    RecipientFileResource(PersonFiles files, ProfileFields fields, ReportClient reports) {
        this.files = files;
        this.fields = fields;
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
        PersonFile file = inWords(ui, files.of(ui.actor(), id));
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

    /** The file for people: fields and codes in the language of the user. */
    private PersonFile inWords(Ui ui, PersonFile file) {
        ProfileFieldCatalog catalog = fields.of(ui.actor());
        return new PersonFile(
                file.id(),
                file.email(),
                file.made(),
                file.fields().stream().map(field -> inWords(ui, catalog, field)).toList(),
                file.sections());
    }

    private static PersonFile.Field inWords(
            Ui ui, ProfileFieldCatalog catalog, PersonFile.Field field) {
        return catalog.column(field.column())
                .map(
                        known ->
                                new PersonFile.Field(
                                        field.column(),
                                        Labels.field(ui, known),
                                        CODES.contains(field.column()) && field.value() != null
                                                ? Labels.value(
                                                        ui, known, Long.valueOf(field.value()))
                                                : field.value()))
                .orElse(field);
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
