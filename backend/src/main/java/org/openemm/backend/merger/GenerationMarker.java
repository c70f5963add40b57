package org.openemm.backend.merger;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.function.Predicate;
import org.openemm.backend.spool.PackageHead;
import org.openemm.backend.spool.PackageName;
import org.openemm.backend.spool.PackageReader;
import org.openemm.backend.spool.PackageWriter;
import org.openemm.backend.spool.Spool;
import org.openemm.backend.xmlback.PackageJson;
import org.openemm.rendering.MailingSnapshot;

/**
 * Stands in META for a generation whose packages are released while it goes on. It holds the frozen
 * mailing for the case of a crash; and whoever deletes the files of the mailing deletes it, too:
 * that stops the generation.
 */
final class GenerationMarker {
    private final Spool spool;
    private final Predicate<PackageName> ours;
    private Path file;

    /**
     * @param ours names of the generation
     */
    GenerationMarker(Spool spool, Predicate<PackageName> ours) {
        this.spool = spool;
        this.ours = ours;
    }

    /** Puts it there; on disk when this returns. */
    void write(PackageName name, PackageHead head) throws IOException {
        file = spool.meta().resolve(name.base() + PackageName.BEGUN);
        try (PackageWriter empty = new PackageWriter(file, head)) {
            empty.finish();
        }
        PackageWriter.force(file);
        spool.syncMeta();
    }

    /**
     * The frozen mailing of a generation that goes on.
     *
     * @throws Generation.StoppedByHand when an administrator deleted the files of the mailing
     */
    MailingSnapshot read() throws IOException {
        file = find();
        if (file == null) {
            throw new Generation.StoppedByHand();
        }
        try (PackageReader reader = new PackageReader(file)) {
            return PackageJson.readMailing(reader.snapshotJson());
        } catch (NoSuchFileException e) {
            throw new Generation.StoppedByHand();
        }
    }

    /** As {@link #read} says. */
    void require() {
        if (isGone()) {
            throw new Generation.StoppedByHand();
        }
    }

    /** It was there before. */
    boolean isGone() {
        return file != null && !Files.exists(file);
    }

    void remove() throws IOException {
        Path left = file == null ? find() : file;
        if (left != null) {
            Files.deleteIfExists(left);
        }
    }

    private Path find() throws IOException {
        try (DirectoryStream<Path> markers =
                Files.newDirectoryStream(spool.meta(), "*" + PackageName.BEGUN)) {
            for (Path one : markers) {
                if (PackageName.parse(one.getFileName().toString()).filter(ours).isPresent()) {
                    return one;
                }
            }
        }
        return null;
    }
}
