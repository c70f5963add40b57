package org.openemm.web.mailing;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.glassfish.jersey.media.multipart.FormDataBodyPart;
import org.glassfish.jersey.media.multipart.FormDataParam;
import org.openemm.NotFound;
import org.openemm.mailing.Mailing;
import org.openemm.mailing.MailingContent;
import org.openemm.mailing.MailingContents;
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
    private final MailingContents contents;

    ImagesResource(Mailings mailings, MailingFiles files, MailingContents contents) {
        this.mailings = mailings;
        this.files = files;
        this.contents = contents;
    }

    /** The images. */
    public record ImagesPage(
            MailingHead head,
            List<MailingFile> images,
            Map<String, List<String>> uses,
            boolean mayChange) {}

    static String contentPath(int mailingId, int imageId) {
        return "/mailing/" + mailingId + "/images/" + imageId + "/content.action";
    }

    /** In which parts of the content each image stands, by its name. */
    private Map<String, List<String>> uses(Ui ui, int id) {
        Map<String, List<String>> uses = new LinkedHashMap<>();
        if (!ui.may("mailing.content.show")) {
            return uses;
        }
        MailingContent content = contents.get(ui.actor(), id);
        for (MailingFile image : files.images(ui.actor(), id)) {
            String name = "\"" + image.name() + "\"";
            List<String> parts = new ArrayList<>();
            if (content.html().contains(name)) {
                parts.add(ui.t("mailing.content.frame"));
            }
            content.blocks().stream()
                    .filter(
                            block ->
                                    block.contents().stream()
                                            .anyMatch(one -> one.text().contains(name)))
                    .forEach(block -> parts.add(block.name()));
            uses.put(image.name(), parts);
        }
        return uses;
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
        return page(ui, id, "mailing/images.jte");
    }

    private View page(Ui ui, int id, String template) {
        Mailing mailing = mailings.get(ui.actor(), id);
        return View.of(
                template,
                new ImagesPage(
                        MailingHead.of(ui, mailing, MailingHead.Page.IMAGES),
                        files.images(ui.actor(), id),
                        uses(ui, id),
                        mailing.editable() && ui.may("mailing.components.change")));
    }

    /** A form for one image; a picker opens it beside the page. */
    @GET
    @Path("new.action")
    @Requires("mailing.components.change")
    public View fresh(@Context Ui ui, @PathParam("id") int id) {
        return page(ui, id, "mailing/imagenew.jte");
    }

    /** One or more images; a name of one's own only makes sense for a single one. */
    @POST
    @Path("upload.action")
    @Consumes(MediaType.MULTIPART_FORM_DATA)
    @Requires("mailing.components.change")
    public Object upload(
            @Context Ui ui,
            @PathParam("id") int id,
            @FormDataParam("file") List<FormDataBodyPart> parts,
            @FormDataParam("name") String name,
            @FormDataParam("description") String description,
            @FormDataParam("link") String link,
            @FormDataParam("replace") String replace,
            @FormDataParam("single") String single) {
        Map<String, String> typed =
                Map.of(
                        "name",
                        Uploads.text(name),
                        "description",
                        Uploads.text(description),
                        "link",
                        Uploads.text(link));
        List<FormDataBodyPart> images = parts == null ? List.of() : parts;
        return Uploads.change(
                ui,
                MailingHead.Page.IMAGES.path(id),
                images.size() > 1 ? "mailing.images.added.many" : "mailing.images.added",
                Input.of(typed),
                () -> single == null ? list(ui, id) : fresh(ui, id),
                () -> {
                    for (FormDataBodyPart part : images) {
                        String called =
                                Uploads.name(
                                        images.size() > 1 ? "" : typed.get("name"),
                                        part.getFormDataContentDisposition());
                        files.addImage(
                                ui.actor(),
                                id,
                                called,
                                typed.get("description"),
                                typed.get("link"),
                                Uploads.read(
                                        part.getValueAs(InputStream.class), MailingFiles.IMAGE_MAX),
                                replace != null);
                        ui.saved(called.strip(), called.strip());
                    }
                });
    }

    @POST
    @Path("{imageId: \\d+}/delete.action")
    @Requires("mailing.components.change")
    public Object delete(
            @Context Ui ui, @PathParam("id") int id, @PathParam("imageId") int imageId) {
        return Uploads.change(
                ui,
                MailingHead.Page.IMAGES.path(id),
                "mailing.images.deleted",
                Input.of(Map.of()),
                () -> list(ui, id),
                () -> files.deleteImage(ui.actor(), id, imageId));
    }

    /** The picture of this name, as content asks for it. */
    @GET
    @Path("content.action")
    @Requires("mailing.components.show")
    public Response named(
            @Context Ui ui,
            @PathParam("id") int id,
            @QueryParam("name") @DefaultValue("") String name) {
        return files.images(ui.actor(), id).stream()
                .filter(image -> image.name().equals(name))
                .findFirst()
                .map(image -> content(ui, id, image.id()))
                .orElseThrow(() -> new NotFound("image", name));
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
