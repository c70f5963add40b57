package org.openemm.web.mailing;

import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.function.Supplier;
import org.glassfish.jersey.media.multipart.FormDataBodyPart;
import org.glassfish.jersey.media.multipart.FormDataContentDisposition;
import org.openemm.InvalidInput;
import org.openemm.mailing.MailingFile;
import org.openemm.web.ui.Input;
import org.openemm.web.ui.Ui;
import org.openemm.web.ui.View;

/** Files on their way from and to browsers. */
final class Uploads {
    private Uploads() {}

    static String text(String value) {
        return value == null ? "" : value.strip();
    }

    /** At most one byte more than the limit is taken into memory. */
    static byte[] read(InputStream file, int limit) {
        if (file == null) {
            return new byte[0];
        }
        try (file) {
            return file.readNBytes(limit + 1);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** What was typed, else the name of the file without its folder. */
    static String name(String typed, FormDataContentDisposition disposition) {
        if (!typed.isEmpty() || disposition == null || disposition.getFileName() == null) {
            return typed;
        }
        // Browsers send names in UTF-8; the multipart library reads them as Latin-1.
        String file =
                new String(
                        disposition.getFileName().getBytes(StandardCharsets.ISO_8859_1),
                        StandardCharsets.UTF_8);
        return file.substring(Math.max(file.lastIndexOf('/'), file.lastIndexOf('\\')) + 1);
    }

    static String mimeType(FormDataBodyPart part) {
        return part == null || part.getMediaType() == null
                ? "application/octet-stream"
                : part.getMediaType().getType() + "/" + part.getMediaType().getSubtype();
    }

    static Response answer(MailingFile.Content content, boolean download) {
        MailingFile file = content.file();
        String name = URLEncoder.encode(file.name(), StandardCharsets.UTF_8).replace("+", "%20");
        return Response.ok(content.bytes(), download ? "application/octet-stream" : file.mimeType())
                .header(
                        HttpHeaders.CONTENT_DISPOSITION,
                        (download ? "attachment" : "inline") + "; filename*=UTF-8''" + name)
                .header("Content-Security-Policy", "default-src 'none'; sandbox")
                .header("Cache-Control", "private, max-age=300")
                .build();
    }

    /**
     * Does a change of files and leads back to their list, with a message or with what is wrong.
     *
     * @param typed shown again in the form
     * @param page the list
     */
    static Object change(
            Ui ui, String path, String done, Input typed, Supplier<View> page, Runnable work) {
        try {
            work.run();
        } catch (InvalidInput e) {
            return page.get().again(typed, e);
        }
        ui.flash(done);
        return ui.redirect(path);
    }
}
