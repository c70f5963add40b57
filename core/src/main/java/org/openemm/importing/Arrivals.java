package org.openemm.importing;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.openemm.InvalidInput;
import org.openemm.account.Actor;
import org.openemm.config.Settings;

/** Files that arrive: kept as CSV, each with an import that begins with what is proposed for it. */
final class Arrivals {
    private static final long DEFAULT_MAX_BYTES = 100L * 1024 * 1024;
    private static final int MAX_NAME = 200;

    private final ImportWork work;
    private final ImportEngine engine;
    private final ImportFiles files;
    private final Settings settings;
    private final Proposals proposals;

    Arrivals(ImportWork work, ImportEngine engine, ImportFiles files, Settings settings) {
        this.work = work;
        this.engine = engine;
        this.files = files;
        this.settings = settings;
        this.proposals = new Proposals(work, files);
    }

    /** Nothing stays of a file that cannot be read. */
    long keep(Actor actor, String fileName, InputStream content, String password) {
        long maxBytes =
                settings.longValue(
                        actor.companyId(), "import.recipient.maxSize", DEFAULT_MAX_BYTES);
        Path uploaded = files.keep(content, maxBytes);
        Path kept = uploaded;
        try {
            Intake.Taken taken = new Intake(files, maxBytes).take(uploaded, password);
            kept = taken.file();
            long id = insert(actor, fileName, kept, proposals.of(actor, taken));
            if (!kept.equals(uploaded)) {
                ImportFiles.delete(uploaded);
            }
            return id;
        } catch (InvalidInput | UncheckedIOException e) {
            ImportFiles.delete(uploaded);
            ImportFiles.delete(kept);
            throw e;
        }
    }

    /** A file of any size as CSV; the original stays where it is. */
    Path copy(Path original) {
        try (InputStream content = Files.newInputStream(original)) {
            Path copy = files.keep(content, Long.MAX_VALUE);
            Path kept = new Intake(files, Long.MAX_VALUE).take(copy, "").file();
            if (!kept.equals(copy)) {
                ImportFiles.delete(copy);
            }
            return kept;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    long insert(Actor actor, String fileName, Path file, ImportSettings proposed) {
        ImportSettings chosen = ImportRules.withZone(actor, proposed);
        String name = fileName.length() > MAX_NAME ? fileName.substring(0, MAX_NAME) : fileName;
        return work.database()
                .inTransaction(
                        tx ->
                                work.store()
                                        .insert(
                                                tx,
                                                actor,
                                                name,
                                                file,
                                                engine.host(),
                                                chosen,
                                                work.clock().instant()));
    }

    ImportSettings propose(Actor actor, Path file) {
        return proposals.of(actor, file);
    }

    ImportSettings propose(Actor actor, Path file, CsvFormat format) {
        return proposals.of(actor, file, format);
    }

    /**
     * The file of an import.
     *
     * @throws InvalidInput when it is there no more
     */
    Path file(long id) {
        Path file = work.path(id);
        if (!Files.exists(file)) {
            throw new InvalidInput("file", "importing.file.gone");
        }
        return file;
    }
}
