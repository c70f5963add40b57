package org.openemm.backend.merger;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;
import org.openemm.backend.spool.PackageHead;
import org.openemm.backend.spool.PackageName;
import org.openemm.backend.spool.PackageWriter;
import org.openemm.backend.spool.Spool;
import org.openemm.backend.xmlback.PackageJson;
import org.openemm.database.Transaction;
import org.openemm.delivery.Maildrop;
import org.openemm.delivery.SendKind;
import org.openemm.rendering.MailingSnapshot;
import org.openemm.rendering.RecipientRow;
import org.openemm.rendering.RowFormat;
import org.openemm.rendering.mime.Bytes;

/** The files of one generation in META: packages, stamps, and the final file at the end. */
final class GenerationFiles {
    private static final int LICENCE = 0;

    private final Spool spool;
    private final Clock clock;
    private final String host;
    private final Maildrop job;
    private final ExecutorService disk;
    private Head head;
    private MailingSnapshot mailing;
    private PackageHead packageHead;
    private final List<Future<?>> forced = new ArrayList<>();
    private int block;
    private int firstPacedBlock = 1;
    private int limit;
    private PackageName name;
    private PackageWriter writer;
    private final Bytes row = new Bytes(1024);
    private List<Long> customerIds = new ArrayList<>();
    private boolean isFinal;

    /**
     * @param disk forces packages to disk while the next ones are written
     */
    GenerationFiles(Spool spool, Clock clock, String host, Maildrop job, ExecutorService disk) {
        this.disk = disk;
        this.spool = spool;
        this.clock = clock;
        this.host = host;
        this.job = job;
    }

    /** Files of an earlier attempt that ended before its final file: none of them was begun. */
    void removeLeftovers() throws IOException {
        Spool.Listing listing = spool.list();
        for (PackageName left : listing.packages()) {
            if (isOurs(left) && !listing.handedOver().contains(left.base())) {
                spool.end(left, Spool.End.DELETED);
            }
        }
        for (String stamp : listing.stamps()) {
            PackageName.parse(stamp).filter(this::isOurs).ifPresent(this::removeStamp);
        }
    }

    /** The next package gets this number, instead of 1. */
    void numberFrom(int first) {
        block = first - 1;
        firstPacedBlock = first;
    }

    void begin(Head newHead, MailingSnapshot snapshot) {
        head = newHead;
        mailing = snapshot;
    }

    /**
     * Begins admin and test recipients of a list, or the list itself: they never share a package.
     *
     * @param blockSize recipients per package
     * @return recipients of the last package of the part before
     */
    Optional<List<Long>> nextPart(boolean paced, int blockSize) {
        Optional<List<Long>> completed = endBlock();
        limit = blockSize;
        if (paced) {
            firstPacedBlock = block + 1;
        }
        return completed;
    }

    /** Adds a recipient; the recipients of a package when this one completed it. */
    Optional<List<Long>> add(RecipientRow recipient) {
        try {
            if (writer == null) {
                beginBlock();
            }
            row.clear();
            RowFormat.write(recipient, row);
            writer.add(recipient.customerId(), row.array(), row.length());
            customerIds.add(recipient.customerId());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return customerIds.size() >= limit ? endBlock() : Optional.empty();
    }

    /** Completes the package in work; its recipients. */
    Optional<List<Long>> endBlock() {
        if (writer == null) {
            return Optional.empty();
        }
        try {
            writer.finish();
            writer.close();
            writer = null;
            write(PackageName.STAMP, stamp());
            Path finished = file(PackageName.PACKAGE);
            forced.add(disk.submit(() -> forceToDisk(finished)));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        List<Long> written = customerIds;
        customerIds = new ArrayList<>();
        return Optional.of(written);
    }

    int blocks() {
        return block;
    }

    /** Makes all packages valid. */
    void writeFinal(Instant start) throws IOException {
        if (name != null) {
            awaitDisk();
            spool.syncMeta();
            write(
                    PackageName.FINAL,
                    "%d-%d-%d\tStart: %s\tEnd: %s%n"
                            .formatted(
                                    job.companyId(),
                                    job.mailingId(),
                                    block,
                                    local(start),
                                    local(clock.instant())));
            isFinal = true;
            spool.syncMeta();
        }
        isFinal = true;
    }

    /** The packages are valid and may be in work. */
    boolean isFinal() {
        return isFinal;
    }

    /** Takes everything away, unless it became valid. */
    void removeAll() {
        if (isFinal) {
            return;
        }
        try {
            if (writer != null) {
                writer.close();
            }
            removeLeftovers();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Void forceToDisk(Path file) throws IOException {
        PackageWriter.force(file);
        return null;
    }

    /** All packages are on disk when this returns. */
    private void awaitDisk() throws IOException {
        for (Future<?> one : forced) {
            try {
                one.get();
            } catch (ExecutionException e) {
                throw new IOException(e.getCause());
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new IOException(e);
            }
        }
        forced.clear();
    }

    private void beginBlock() throws IOException {
        block++;
        LocalDateTime send = local(job.sendAt());
        LocalDateTime earliest =
                send.plusMinutes((long) job.stepMinutes() * Math.max(0, block - firstPacedBlock));
        LocalDateTime now = spool.now();
        name =
                new PackageName(
                        LICENCE,
                        (earliest.isBefore(now) ? now : earliest).withNano(0),
                        job.companyId(),
                        job.statusId(),
                        job.kind(),
                        job.mailingId(),
                        block);
        if (packageHead == null) {
            packageHead = PackageHead.of(name, PackageJson.write(mailing));
        }
        writer = new PackageWriter(file(PackageName.PACKAGE), packageHead);
    }

    private String stamp() {
        return """
        Licence-ID: %d
        Company-ID: %d
        Company-Name: %s
        Mailinglist-ID: %d
        Mailinglist-Name: %s
        Mailing-ID: %d
        Mailing-Name: %s
        Subscriber-Count: %d
        Receiver-Count: %d
        Count: %d
        Origin: %s
        """
                .formatted(
                        LICENCE,
                        job.companyId(),
                        line(head.companyName()),
                        head.mailinglistId(),
                        line(head.mailinglistName()),
                        job.mailingId(),
                        line(head.mailingName()),
                        mailing.run().subscribers(),
                        mailing.run().subscribers(),
                        customerIds.size(),
                        host);
    }

    private void write(String ending, String text) throws IOException {
        Path target = file(ending);
        Path temporary = target.resolveSibling("." + target.getFileName() + ".tmp");
        Files.write(temporary, text.getBytes(StandardCharsets.UTF_8));
        Files.move(temporary, target, StandardCopyOption.ATOMIC_MOVE);
    }

    private Path file(String ending) {
        return spool.meta().resolve(name.base() + ending);
    }

    private boolean isOurs(PackageName other) {
        return other.companyId() == job.companyId()
                && other.run() == job.statusId()
                && other.kind() == job.kind()
                && other.mailingId() == job.mailingId()
                && (job.kind() != SendKind.ACTION_BASED || other.block() == block);
    }

    private void removeStamp(PackageName left) {
        try {
            spool.end(left, Spool.End.DELETED);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private LocalDateTime local(Instant instant) {
        return LocalDateTime.ofInstant(instant, clock.getZone());
    }

    private static String line(String text) {
        return text.replaceAll("\\p{Cntrl}", " ");
    }

    /** What stamps say about the mailing. */
    record Head(String companyName, int mailinglistId, String mailinglistName, String mailingName) {
        static Head of(Transaction tx, Maildrop job) {
            return tx.sql()
                    .createQuery(
                            """
                            SELECT c.shortname AS company, m.mailinglist_id,
                                   COALESCE(l.shortname, '') AS list, m.shortname AS mailing
                              FROM mailing_tbl m
                              JOIN company_tbl c ON c.company_id = m.company_id
                              LEFT JOIN mailinglist_tbl l ON l.mailinglist_id = m.mailinglist_id
                             WHERE m.mailing_id = :mailing
                            """)
                    .bind("mailing", job.mailingId())
                    .map(
                            (row, context) ->
                                    new Head(
                                            row.getString("company"),
                                            row.getInt("mailinglist_id"),
                                            row.getString("list"),
                                            row.getString("mailing")))
                    .one();
        }
    }
}
