package org.openemm.web.importing;

import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.io.InputStream;
import org.glassfish.jersey.media.multipart.FormDataContentDisposition;
import org.glassfish.jersey.media.multipart.FormDataParam;
import org.openemm.web.access.Requires;
import org.openemm.web.ui.Ui;

/** Addresses of pages that are elsewhere by now: bookmarks and programs know them. */
@Path("/recipient/import/wizard")
public final class EarlierResource {
    private final UploadResource upload;

    EarlierResource(UploadResource upload) {
        this.upload = upload;
    }

    @GET
    @Path("step/file.action")
    @Requires({"wizard.importclassic", "wizard.import"})
    public Response file(@Context Ui ui) {
        return ui.redirect(UploadResource.PAGE);
    }

    @POST
    @Path("step/file.action")
    @Consumes(MediaType.MULTIPART_FORM_DATA)
    @Requires({"wizard.importclassic", "wizard.import"})
    public Object keep(
            @Context Ui ui,
            @FormDataParam("file") InputStream content,
            @FormDataParam("file") FormDataContentDisposition file) {
        return upload.keep(ui, "", "", content, file);
    }

    @GET
    @Path("step/correct.action")
    @Requires({"wizard.importclassic", "wizard.import"})
    public Response correct(@Context Ui ui, @QueryParam("id") long id) {
        return ui.redirect(CorrectResource.page(id));
    }
}
