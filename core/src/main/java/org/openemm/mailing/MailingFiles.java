package org.openemm.mailing;

import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import org.openemm.InvalidInput;
import org.openemm.NotFound;
import org.openemm.account.ActivityLog;
import org.openemm.account.Actor;
import org.openemm.database.Database;
import org.openemm.database.Transaction;
import org.openemm.mailing.MailingFile.Kind;

/**
 * Images and attachments of mailings and templates.
 *
 * <p>Images: PNG, JPEG, GIF, WebP up to {@value #IMAGE_MAX} bytes; attachments up to {@value
 * #ATTACHMENT_MAX} bytes. Names are unique within the mailing and kind.
 */
public final class MailingFiles {
    /** system.MaximumUploadImageSize. */
    public static final int IMAGE_MAX = 5 * 1024 * 1024;

    /** system.MaximumUploadAttachmentSize. */
    public static final int ATTACHMENT_MAX = 10 * 1024 * 1024;

    private static final int NAME_MAX = 100;
    private static final int DESCRIPTION_MAX = 200;
    private static final Pattern NAME = Pattern.compile("[^/\\\\<>\"\\p{Cntrl}]+");
    private static final Pattern MIME_TYPE =
            Pattern.compile("[a-z0-9][a-z0-9!#$&^_.+-]{0,60}/[a-z0-9][a-z0-9!#$&^_.+-]{0,100}");

    private final Database database;
    private final ActivityLog activityLog;
    private final Clock clock;

    public MailingFiles(Database database, ActivityLog activityLog, Clock clock) {
        this.database = database;
        this.activityLog = activityLog;
        this.clock = clock;
    }

    public List<MailingFile> images(Actor actor, int mailingId) {
        actor.require("mailing.components.show");
        return list(actor, mailingId, Kind.IMAGE);
    }

    public List<MailingFile> attachments(Actor actor, int mailingId) {
        actor.require("mailing.attachments.show");
        return list(actor, mailingId, Kind.ATTACHMENT);
    }

    /**
     * Adds an image, or replaces the content of the one with that name.
     *
     * @param link where a click on it leads (agnIMGLINK); empty for none
     * @return id; that of the replaced one stays
     * @throws InvalidInput no image that mail programs show; too big; name already there
     */
    public int addImage(
            Actor actor,
            int mailingId,
            String name,
            String description,
            String link,
            byte[] bytes,
            boolean replace) {
        return database.inTransaction(
                tx -> addImage(tx, actor, mailingId, name, description, link, bytes, replace));
    }

    /** As the other, inside a transaction. */
    public int addImage(
            Transaction tx,
            Actor actor,
            int mailingId,
            String name,
            String description,
            String link,
            byte[] bytes,
            boolean replace) {
        requireSize("file", bytes, IMAGE_MAX);
        ImageType type =
                ImageType.of(bytes)
                        .orElseThrow(() -> new InvalidInput("file", "mailing.error.imageType"));
        if (!link.isEmpty() && !link.matches("(?i)https?://[^\\s<>\"]+")) {
            throw new InvalidInput("link", "mailing.error.imageLink");
        }
        MailingFile file =
                new MailingFile(
                        0,
                        Kind.IMAGE,
                        name.strip(),
                        type.mimeType(),
                        description.strip(),
                        0,
                        bytes.length,
                        null,
                        link);
        return add(tx, actor, "mailing.components.change", mailingId, file, bytes, replace);
    }

    /**
     * Adds an attachment.
     *
     * @param targetId only for this target group; 0 for everybody
     * @throws InvalidInput too big; no MIME type; name already there
     */
    public int addAttachment(
            Actor actor, int mailingId, String name, String mimeType, int targetId, byte[] bytes) {
        requireSize("file", bytes, ATTACHMENT_MAX);
        String type = mimeType.strip().toLowerCase(Locale.ROOT);
        if (!MIME_TYPE.matcher(type).matches()) {
            throw new InvalidInput("mimeType", "mailing.error.mimeType");
        }
        MailingFile file =
                new MailingFile(
                        0,
                        Kind.ATTACHMENT,
                        name.strip(),
                        type,
                        "",
                        targetId,
                        bytes.length,
                        null,
                        "");
        return database.inTransaction(
                tx -> add(tx, actor, "mailing.attachments.show", mailingId, file, bytes, false));
    }

    /** Changes for whom an attachment is; 0 for everybody. */
    public void setAttachmentTarget(Actor actor, int mailingId, int fileId, int targetId) {
        database.run(
                tx -> {
                    MailingRow row =
                            MailingEditing.beginWith(
                                    tx, actor, mailingId, "mailing.attachments.show");
                    MailingFile file = require(tx, row, fileId, Kind.ATTACHMENT);
                    requireTarget(tx, actor, targetId);
                    MailingFileStore.setTarget(tx, file.id(), targetId);
                    done(tx, actor, row, "edit mailing attachment " + file.name());
                });
    }

    /** The bytes of an image or attachment. */
    public MailingFile.Content content(Actor actor, int mailingId, int fileId) {
        return database.inTransaction(
                tx -> {
                    MailingRow row = MailingStore.get(tx, actor, mailingId);
                    MailingFile file =
                            MailingFileStore.find(tx, row, fileId)
                                    .orElseThrow(() -> new NotFound("file", fileId));
                    actor.require(
                            file.kind() == Kind.IMAGE
                                    ? "mailing.components.show"
                                    : "mailing.attachments.show");
                    return new MailingFile.Content(file, MailingFileStore.bytes(tx, fileId));
                });
    }

    public void deleteImage(Actor actor, int mailingId, int fileId) {
        delete(actor, "mailing.components.change", mailingId, fileId, Kind.IMAGE);
    }

    public void deleteAttachment(Actor actor, int mailingId, int fileId) {
        delete(actor, "mailing.attachments.show", mailingId, fileId, Kind.ATTACHMENT);
    }

    private List<MailingFile> list(Actor actor, int mailingId, Kind kind) {
        return database.inTransaction(
                tx -> MailingFileStore.all(tx, MailingStore.get(tx, actor, mailingId), kind));
    }

    private int add(
            Transaction tx,
            Actor actor,
            String right,
            int mailingId,
            MailingFile file,
            byte[] bytes,
            boolean replace) {
        if (file.name().length() > NAME_MAX || !NAME.matcher(file.name()).matches()) {
            throw new InvalidInput("name", "mailing.error.fileName", NAME_MAX);
        }
        if (file.description().length() > DESCRIPTION_MAX) {
            throw new InvalidInput(
                    "description",
                    "mailing.error.tooLong",
                    DESCRIPTION_MAX,
                    file.description().length());
        }
        MailingRow row = MailingEditing.beginWith(tx, actor, mailingId, right);
        requireTarget(tx, actor, file.targetId());
        int id = write(tx, row, file, bytes, replace);
        String kind = file.kind() == Kind.IMAGE ? "image " : "attachment ";
        done(tx, actor, row, "upload mailing " + kind + file.name());
        return id;
    }

    private int write(
            Transaction tx, MailingRow row, MailingFile file, byte[] bytes, boolean replace) {
        Instant now = clock.instant();
        Optional<MailingFile> there =
                MailingFileStore.all(tx, row, file.kind()).stream()
                        .filter(other -> other.name().equals(file.name()))
                        .findFirst();
        if (there.isPresent() && !replace) {
            throw new InvalidInput("name", "mailing.error.fileExists", file.name());
        }
        if (there.isPresent()) {
            MailingFileStore.replace(tx, there.get().id(), file, bytes, now);
            return there.get().id();
        }
        int link =
                file.link().isEmpty()
                        ? 0
                        : LinkStore.add(
                                tx,
                                row,
                                new LinkSync.Wanted(file.link(), file.name(), false, 0),
                                now);
        return MailingFileStore.add(tx, row, file, bytes, link, now);
    }

    private void delete(Actor actor, String right, int mailingId, int fileId, Kind kind) {
        database.run(
                tx -> {
                    MailingRow row = MailingEditing.beginWith(tx, actor, mailingId, right);
                    MailingFile file = require(tx, row, fileId, kind);
                    MailingFileStore.delete(tx, fileId);
                    done(tx, actor, row, "delete mailing file " + file.name());
                });
    }

    private void done(Transaction tx, Actor actor, MailingRow row, String action) {
        LinkSync.run(tx, row, clock.instant());
        MailingEditing.changed(row, clock.instant());
        activityLog.record(tx, actor, action, Mailings.named(row));
    }

    private static MailingFile require(Transaction tx, MailingRow row, int fileId, Kind kind) {
        return MailingFileStore.find(tx, row, fileId)
                .filter(file -> file.kind() == kind)
                .orElseThrow(() -> new NotFound("file", fileId));
    }

    private static void requireTarget(Transaction tx, Actor actor, int targetId) {
        if (targetId != 0 && !MailingStore.targetExists(tx, actor, targetId)) {
            throw new InvalidInput("target", "mailing.error.target", targetId);
        }
    }

    private static void requireSize(String field, byte[] bytes, int max) {
        if (bytes.length == 0) {
            throw new InvalidInput(field, "mailing.error.fileEmpty");
        }
        if (bytes.length > max) {
            throw new InvalidInput(field, "mailing.error.fileTooBig", max / 1024 / 1024);
        }
    }
}
