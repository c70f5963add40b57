package org.openemm.recipientreport;

import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;
import org.openemm.NotFound;
import org.openemm.NotPermitted;
import org.openemm.account.Actor;
import org.openemm.config.Home;
import org.openemm.database.Database;
import org.openemm.database.Transaction;

/**
 * The log of imports and exports with their files. Files lie packed under {@code var/spool/report},
 * readable for this product only. Thread-safe.
 */
public final class RecipientReports {
    private static final int MAX_NAME = 500;
    private static final int MAX_TEXT = 60_000;
    private static final int BUFFER = 1 << 16;

    /** A file that is being written belongs to no report yet. */
    private static final Duration UNFINISHED = Duration.ofDays(1);

    private final Database database;
    private final Path folder;
    private final Clock clock;
    private final ReportStore store = new ReportStore();

    public RecipientReports(Database database, Home home, Clock clock) {
        this.database = database;
        this.folder = home.spool("report");
        this.clock = clock;
    }

    /**
     * Some lines of the log.
     *
     * @param total of all pages
     */
    public record Page(List<Report> reports, long total) {}

    /**
     * Writes a line into the log, in the transaction of the work that it tells of.
     *
     * @return recipients_report_id
     */
    public int add(Transaction tx, Actor actor, ReportDraft draft) {
        ReportDraft fitting =
                new ReportDraft(
                        draft.type(),
                        cut(draft.fileName(), MAX_NAME),
                        draft.datasourceId(),
                        cut(draft.text(), MAX_TEXT),
                        draft.failed(),
                        draft.automatic(),
                        draft.objectId());
        return store.insert(tx, actor, fitting, clock.instant());
    }

    /** A place for a file, empty, readable for this product only. */
    public Path newFile() {
        try {
            Files.createDirectories(folder);
            return Files.createTempFile(
                    folder,
                    "report-",
                    ".gz",
                    PosixFilePermissions.asFileAttribute(
                            PosixFilePermissions.fromString("rw-------")));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Writes to a {@link #newFile}; what goes in is packed. */
    public static OutputStream write(Path file) throws IOException {
        return new BufferedOutputStream(
                new GZIPOutputStream(Files.newOutputStream(file), BUFFER), BUFFER);
    }

    /**
     * Attaches a file; one of the same kind is replaced.
     *
     * @param file from {@link #newFile}, written to the end
     */
    public void attach(Transaction tx, ReportFile about, Path file) {
        store.insertFile(tx, about, file.getFileName());
    }

    /** What the actor may see: imports, exports or both. */
    public Page list(Actor actor, ReportQuery query) {
        List<String> types = types(actor, query);
        if (types.isEmpty()) {
            return new Page(List.of(), 0);
        }
        return database.inTransaction(
                tx ->
                        new Page(
                                store.list(tx, actor, query, types),
                                store.count(tx, actor, query, types)));
    }

    /**
     * @throws NotFound also for one of another company
     */
    public Report get(Actor actor, int id) {
        Report found =
                database.inTransaction(tx -> store.find(tx, actor, id))
                        .orElseThrow(() -> new NotFound("report", id));
        actor.require(found.type().right());
        return found;
    }

    /** Names of those who imported or exported, to choose from. */
    public List<String> users(Actor actor) {
        requireAny(actor);
        return database.inTransaction(tx -> store.users(tx, actor.companyId()));
    }

    /** Files of a report. */
    public List<ReportFile> files(Actor actor, int id) {
        get(actor, id);
        return database.inTransaction(tx -> store.files(tx, id));
    }

    /**
     * A file, unpacked while it is read.
     *
     * @throws NotFound when there is none of that kind any more
     */
    public InputStream open(Actor actor, int id, String kind) {
        get(actor, id);
        Path path =
                database.inTransaction(tx -> store.path(tx, id, kind))
                        .map(name -> folder.resolve(name.getFileName()))
                        .filter(Files::exists)
                        .orElseThrow(() -> new NotFound("file " + kind + " of report", id));
        try {
            return new GZIPInputStream(new BufferedInputStream(Files.newInputStream(path)), BUFFER);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Removes files whose report is gone; call it from time to time. */
    public void removeLeftovers() {
        if (!Files.isDirectory(folder)) {
            return;
        }
        Instant limit = clock.instant().minus(UNFINISHED);
        try (Stream<Path> files = Files.list(folder)) {
            List<String> old =
                    files.filter(file -> isOlder(file, limit))
                            .map(file -> file.getFileName().toString())
                            .limit(1_000)
                            .toList();
            if (old.isEmpty()) {
                return;
            }
            Set<String> known = database.inTransaction(tx -> store.known(tx, old));
            for (String name : old) {
                if (!known.contains(name)) {
                    Files.deleteIfExists(folder.resolve(name));
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static boolean isOlder(Path file, Instant limit) {
        try {
            return Files.getLastModifiedTime(file).toInstant().isBefore(limit);
        } catch (IOException e) {
            return false;
        }
    }

    private static List<String> types(Actor actor, ReportQuery query) {
        requireAny(actor);
        return Arrays.stream(ReportType.values())
                .filter(type -> actor.may(type.right()))
                .filter(type -> query.type().isEmpty() || query.type().get() == type)
                .map(ReportType::code)
                .toList();
    }

    private static void requireAny(Actor actor) {
        if (Arrays.stream(ReportType.values()).noneMatch(type -> actor.may(type.right()))) {
            throw new NotPermitted(ReportType.IMPORT.right());
        }
    }

    private static String cut(String text, int length) {
        return text.length() <= length ? text : text.substring(0, length);
    }
}
