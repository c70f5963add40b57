package org.openemm.web.blocklist;

import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.StreamingOutput;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStreamWriter;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.glassfish.jersey.media.multipart.FormDataContentDisposition;
import org.glassfish.jersey.media.multipart.FormDataParam;
import org.openemm.InvalidInput;
import org.openemm.account.Actor;
import org.openemm.blocklist.Blocklist;
import org.openemm.blocklist.Blocklist.Scope;
import org.openemm.blocklist.BlocklistEntry;
import org.openemm.blocklist.BlocklistUpload;
import org.openemm.blocklist.BlocklistUploads;
import org.openemm.web.access.Requires;
import org.openemm.web.recipient.Csv;
import org.openemm.web.ui.Input;
import org.openemm.web.ui.Ui;
import org.openemm.web.ui.View;

/** Blocklists from files and as files. */
@Path("/recipients/blacklist")
public final class BlocklistFileResource {
    private static final String SCOPE = "scope";

    private final Blocklist blocklist;
    private final BlocklistUploads uploads;

    BlocklistFileResource(Blocklist blocklist, BlocklistUploads uploads) {
        this.blocklist = blocklist;
        this.uploads = uploads;
    }

    @GET
    @Path("upload.action")
    @Requires("recipient.change")
    public View choose(@Context Ui ui, @QueryParam(SCOPE) String scope) {
        return View.of("blocklist/upload.jte", BlocklistResource.scope(ui, scope));
    }

    @POST
    @Path("upload.action")
    @Consumes(MediaType.MULTIPART_FORM_DATA)
    @Requires("recipient.change")
    public Object upload(
            @Context Ui ui,
            @QueryParam(SCOPE) String scope,
            @FormDataParam("file") InputStream content,
            @FormDataParam("file") FormDataContentDisposition file)
            throws IOException {
        Scope list = BlocklistResource.scope(ui, scope);
        try {
            if (content == null) {
                throw new InvalidInput("file", "blocklist.file.none");
            }
            String name = file == null || file.getFileName() == null ? "" : file.getFileName();
            BlocklistUpload upload = uploads.read(ui.actor(), list, name, content);
            return ui.redirect("/recipients/blacklist/upload/" + upload.id() + "/check.action");
        } catch (InvalidInput e) {
            return choose(ui, scope).again(Input.of(Map.of()), e);
        }
    }

    @GET
    @Path("upload/{id: [0-9]{1,9}}/check.action")
    @Requires("recipient.change")
    public View check(@Context Ui ui, @PathParam("id") int id) {
        return View.of("blocklist/check.jte", uploads.get(ui.actor(), id));
    }

    @POST
    @Path("upload/{id: [0-9]{1,9}}/apply.action")
    @Requires("recipient.change")
    public Object apply(@Context Ui ui, @PathParam("id") int id, Input input) {
        Scope scope = uploads.get(ui.actor(), id).scope();
        try {
            int added = uploads.apply(ui.actor(), id, input.text("reason"));
            BlocklistResource.flashAdded(ui, added);
        } catch (InvalidInput e) {
            return check(ui, id).again(input, e);
        }
        return ui.redirect(BlocklistResource.path(BlocklistResource.LIST, scope));
    }

    @POST
    @Path("upload/{id: [0-9]{1,9}}/discard.action")
    @Requires("recipient.change")
    public Response discard(@Context Ui ui, @PathParam("id") int id) {
        Scope scope = uploads.get(ui.actor(), id).scope();
        uploads.discard(ui.actor(), id);
        ui.flash("blocklist.check.discarded");
        return ui.redirect(BlocklistResource.path(BlocklistResource.LIST, scope));
    }

    /** All entries, in UTF-8 with a mark so that spreadsheets read it right. */
    @GET
    @Path("download.action")
    @Produces("text/csv; charset=UTF-8")
    @Requires("blacklist")
    public Response download(@Context Ui ui, @QueryParam(SCOPE) String scope) {
        Actor actor = ui.actor();
        Scope list = BlocklistResource.scope(ui, scope);
        String heading =
                Csv.line(
                        ui.t("blocklist.email"),
                        ui.t("blocklist.reasonLabel"),
                        ui.t("blocklist.by"),
                        ui.t("blocklist.since"));
        StreamingOutput body =
                out -> {
                    Writer writer = new OutputStreamWriter(out, StandardCharsets.UTF_8);
                    writer.write('\ufeff');
                    writer.write(heading);
                    blocklist.write(actor, list, entry -> write(writer, ui, entry));
                    writer.flush();
                };
        return Response.ok(body)
                .header("Content-Disposition", "attachment; filename=\"blocklist.csv\"")
                .build();
    }

    private static void write(Writer writer, Ui ui, BlocklistEntry entry) {
        try {
            writer.write(
                    Csv.line(
                            entry.pattern(),
                            entry.reason(),
                            entry.by(),
                            entry.since() == null ? "" : ui.format().dateTime(entry.since())));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
