package org.openemm.web.importing;

import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.glassfish.jersey.media.multipart.FormDataContentDisposition;
import org.glassfish.jersey.media.multipart.FormDataParam;
import org.openemm.InvalidInput;
import org.openemm.importing.Import;
import org.openemm.importing.ImportState;
import org.openemm.importing.Imports;
import org.openemm.web.access.Requires;
import org.openemm.web.ui.Input;
import org.openemm.web.ui.Ui;
import org.openemm.web.ui.View;

/** First step: the file; and the imports there were. */
@Path("/recipient/import/wizard/step/file.action")
public final class UploadResource {
    private final Imports imports;

    UploadResource(Imports imports) {
        this.imports = imports;
    }

    /** Latest first. */
    public record UploadPage(List<Import> recent) {
        /** Where to go on with an import. */
        public String link(Import task) {
            return task.state() == ImportState.UPLOADED
                    ? MappingResource.page(task.id())
                    : ImportResource.page(task.id());
        }
    }

    @GET
    @Requires({"wizard.importclassic", "wizard.import"})
    public View upload(@Context Ui ui) {
        return View.of("importing/upload.jte", new UploadPage(imports.recent(ui.actor())));
    }

    @POST
    @Consumes(MediaType.MULTIPART_FORM_DATA)
    @Requires({"wizard.importclassic", "wizard.import"})
    public Object keep(
            @Context Ui ui,
            @FormDataParam("file") InputStream content,
            @FormDataParam("file") FormDataContentDisposition file) {
        try {
            if (content == null) {
                throw new InvalidInput("file", "importing.file.none");
            }
            long id = imports.upload(ui.actor(), name(file), content);
            return ui.redirect(MappingResource.page(id));
        } catch (InvalidInput e) {
            return upload(ui).again(Input.of(Map.of()), e);
        }
    }

    /** Browsers send the name in UTF-8, Jersey reads it as ISO-8859-1 (RFC 7578 section 5.1). */
    private static String name(FormDataContentDisposition file) {
        String sent = file == null ? null : file.getFileName();
        if (sent == null || sent.isBlank()) {
            return "import.csv";
        }
        byte[] bytes = sent.getBytes(StandardCharsets.ISO_8859_1);
        String name = new String(bytes, StandardCharsets.UTF_8);
        return name.indexOf('\ufffd') < 0
                        && StandardCharsets.ISO_8859_1.newEncoder().canEncode(sent)
                ? name
                : sent;
    }
}
