package org.openemm.web.mailing;

import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.io.InputStream;
import java.util.List;
import java.util.Map;
import org.glassfish.jersey.media.multipart.FormDataBodyPart;
import org.glassfish.jersey.media.multipart.FormDataParam;
import org.openemm.InvalidInput;
import org.openemm.mailing.Mailing;
import org.openemm.mailing.MailingFile;
import org.openemm.mailing.MailingFiles;
import org.openemm.mailing.Mailings;
import org.openemm.web.access.Requires;
import org.openemm.web.ui.Input;
import org.openemm.web.ui.Option;
import org.openemm.web.ui.Ui;
import org.openemm.web.ui.View;

/** Attachments of a mailing. */
@Path("/mailing/{id: \\d+}/attachment")
public final class AttachmentsResource {
    private final Mailings mailings;
    private final MailingFiles files;
    private final Choices choices;

    AttachmentsResource(Mailings mailings, MailingFiles files, Choices choices) {
        this.mailings = mailings;
        this.files = files;
        this.choices = choices;
    }

    /** The attachments. */
    public record AttachmentsPage(
            MailingHead head,
            List<MailingFile> attachments,
            List<Option> targets,
            boolean mayChange) {}

    @GET
    @Path("list.action")
    @Requires("mailing.attachments.show")
    public View list(@Context Ui ui, @PathParam("id") int id) {
        Mailing mailing = mailings.get(ui.actor(), id);
        return View.of(
                "mailing/attachments.jte",
                new AttachmentsPage(
                        MailingHead.of(ui, mailing, MailingHead.Page.ATTACHMENTS),
                        files.attachments(ui.actor(), id),
                        choices.contentTargets(ui),
                        mailing.editable()));
    }

    @POST
    @Path("upload.action")
    @Consumes(MediaType.MULTIPART_FORM_DATA)
    @Requires("mailing.attachments.show")
    public Object upload(
            @Context Ui ui,
            @PathParam("id") int id,
            @FormDataParam("file") InputStream file,
            @FormDataParam("file") FormDataBodyPart part,
            @FormDataParam("name") String name,
            @FormDataParam("target") String target) {
        Map<String, String> typed =
                Map.of("name", Uploads.text(name), "target", Uploads.text(target));
        return Uploads.change(
                ui,
                MailingHead.Page.ATTACHMENTS.path(id),
                "mailing.attachments.added",
                Input.of(typed),
                () -> list(ui, id),
                () ->
                        files.addAttachment(
                                ui.actor(),
                                id,
                                Uploads.name(
                                        typed.get("name"),
                                        part == null ? null : part.getFormDataContentDisposition()),
                                Uploads.mimeType(part),
                                Input.of(typed).integer("target", 0),
                                Uploads.read(file, MailingFiles.ATTACHMENT_MAX)));
    }

    @POST
    @Path("save.action")
    @Requires("mailing.attachments.show")
    public Object saveTargets(@Context Ui ui, @PathParam("id") int id, Input input) {
        try {
            for (MailingFile file : files.attachments(ui.actor(), id)) {
                int target = input.integer("target" + file.id(), file.targetId());
                if (target != file.targetId()) {
                    files.setAttachmentTarget(ui.actor(), id, file.id(), target);
                }
            }
        } catch (InvalidInput e) {
            return list(ui, id).again(input, e);
        }
        ui.flash("mailing.attachments.saved");
        return ui.redirect(MailingHead.Page.ATTACHMENTS.path(id));
    }

    @POST
    @Path("{fileId: \\d+}/delete.action")
    @Requires("mailing.attachments.show")
    public Object delete(@Context Ui ui, @PathParam("id") int id, @PathParam("fileId") int fileId) {
        return Uploads.change(
                ui,
                MailingHead.Page.ATTACHMENTS.path(id),
                "mailing.attachments.deleted",
                Input.of(Map.of()),
                () -> list(ui, id),
                () -> files.deleteAttachment(ui.actor(), id, fileId));
    }

    @GET
    @Path("{fileId: \\d+}/download.action")
    @Requires("mailing.attachments.show")
    public Response download(
            @Context Ui ui, @PathParam("id") int id, @PathParam("fileId") int fileId) {
        return Uploads.answer(files.content(ui.actor(), id, fileId), true);
    }
}
