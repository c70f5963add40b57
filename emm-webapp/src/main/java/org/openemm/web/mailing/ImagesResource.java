package org.openemm.web.mailing;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.io.InputStream;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.glassfish.jersey.media.multipart.FormDataContentDisposition;
import org.glassfish.jersey.media.multipart.FormDataParam;
import org.openemm.InvalidInput;
import org.openemm.mailing.Mailing;
import org.openemm.mailing.MailingFile;
import org.openemm.mailing.MailingFiles;
import org.openemm.mailing.Mailings;
import org.openemm.web.access.Requires;
import org.openemm.web.ui.Input;
import org.openemm.web.ui.Ui;
import org.openemm.web.ui.View;

/** Images of a mailing. */
@Path("/mailing/{id: \\d+}/images")
public final class ImagesResource {
    private final Mailings mailings;
    private final MailingFiles files;

    ImagesResource(Mailings mailings, MailingFiles files) {
        this.mailings = mailings;
        this.files = files;
    }

    /** The images. */
    public record ImagesPage(MailingHead head, List<MailingFile> images, boolean mayChange) {}

    static String contentPath(int mailingId, int imageId) {
        return "/mailing/" + mailingId + "/images/" + imageId + "/content.action";
    }

    /** Addresses of images by name, as JSON for scripts. */
    static String addresses(int mailingId, List<MailingFile> images) {
        Map<String, String> addresses = new LinkedHashMap<>();
        images.forEach(image -> addresses.put(image.name(), contentPath(mailingId, image.id())));
        try {
            return new ObjectMapper().writeValueAsString(addresses);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }

    @GET
    @Path("list.action")
    @Requires("mailing.components.show")
    public View list(@Context Ui ui, @PathParam("id") int id) {
        Mailing mailing = mailings.get(ui.actor(), id);
        return View.of(
                "mailing/images.jte",
                new ImagesPage(
                        MailingHead.of(ui, mailing, MailingHead.Page.IMAGES),
                        files.images(ui.actor(), id),
                        mailing.editable() && ui.may("mailing.components.change")));
    }

    @POST
    @Path("upload.action")
    @Consumes(MediaType.MULTIPART_FORM_DATA)
    @Requires("mailing.components.change")
    public Object upload(
            @Context Ui ui,
            @PathParam("id") int id,
            @FormDataParam("file") InputStream file,
            @FormDataParam("file") FormDataContentDisposition disposition,
            @FormDataParam("name") String name,
            @FormDataParam("description") String description,
            @FormDataParam("link") String link,
            @FormDataParam("replace") String replace) {
        Map<String, String> typed =
                Map.of(
                        "name",
                        Uploads.text(name),
                        "description",
                        Uploads.text(description),
                        "link",
                        Uploads.text(link));
        try {
            files.addImage(
                    ui.actor(),
                    id,
                    Uploads.name(typed.get("name"), disposition),
                    typed.get("description"),
                    typed.get("link"),
                    Uploads.read(file, MailingFiles.IMAGE_MAX),
                    replace != null);
        } catch (InvalidInput e) {
            return list(ui, id).again(Input.of(typed), e);
        }
        ui.flash("mailing.images.added");
        return ui.redirect(MailingHead.Page.IMAGES.path(id));
    }

    @POST
    @Path("{imageId: \\d+}/delete.action")
    @Requires("mailing.components.change")
    public Object delete(
            @Context Ui ui, @PathParam("id") int id, @PathParam("imageId") int imageId) {
        try {
            files.deleteImage(ui.actor(), id, imageId);
        } catch (InvalidInput e) {
            return list(ui, id).again(Input.of(Map.of()), e);
        }
        ui.flash("mailing.images.deleted");
        return ui.redirect(MailingHead.Page.IMAGES.path(id));
    }

    /** The picture itself. Its kind was found out by the server; it cannot act as a page. */
    @GET
    @Path("{imageId: \\d+}/content.action")
    @Requires("mailing.components.show")
    public Response content(
            @Context Ui ui, @PathParam("id") int id, @PathParam("imageId") int imageId) {
        MailingFile.Content content = files.content(ui.actor(), id, imageId);
        return Uploads.answer(content, false);
    }
}
