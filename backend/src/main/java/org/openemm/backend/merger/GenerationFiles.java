package org.openemm.backend.merger;

import java.io.Closeable;
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
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
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

/**
 * The files of one generation in META: packages, their stamps, which say that they may be sent, and
 * the final file at the end. While packages are released before all are made, a marker stands for
 * the generation: it holds the frozen mailing, and whoever deletes it stops the generation.
 */
final class GenerationFiles implements Closeable {
    static final int LICENCE = 0;

    private final Spool spool;
    private final Clock clock;
    private final String host;
    private final Maildrop job;
    private final ExecutorService disk;
    private Head head;
    private MailingSnapshot mailing;
    private volatile long receivers;
    private PackageHead packageHead;
    private final GenerationMarker marker;
    private final Queue<Block> unstamped = new ConcurrentLinkedQueue<>();
    private Block lastBlock;
    private int block;
    private int firstPacedBlock = 1;
    private int limit;
    private boolean world;
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
        marker = new GenerationMarker(spool, this::isOurs);
    }

    /** Files of an earlier attempt that ended before anything was released. */
    void removeLeftovers() throws IOException {
        removeBehind(0);
        marker.remove();
    }

    /** Packages that were never released. */
    private void removeBehind(int released) throws IOException {
        Spool.Listing listing = spool.list();
        for (PackageName left : listing.packages()) {
            if (isOurs(left)
                    && left.block() > released
                    && !listing.handedOver().contains(left.base())) {
                spool.end(left, Spool.End.DELETED);
            }
        }
        for (String stamp : listing.stamps()) {
            PackageName.parse(stamp)
                    .filter(this::isOurs)
                    .filter(left -> left.block() > released || spool.isOrphan(left))
                    .ifPresent(this::removeStamp);
        }
    }

    /** The next package gets this number, instead of 1. */
    void numberFrom(int first) {
        block = first - 1;
        firstPacedBlock = first;
    }

    /**
     * Goes on behind a checkpoint: what was released gets the stamp that a crash may have kept from
     * it, anything behind goes.
     */
    void goOn(Checkpoint from) throws IOException {
        removeBehind(from.blocks());
        Spool.Listing listing = spool.list();
        for (PackageName left : listing.packages()) {
            if (isOurs(left)
                    && !listing.handedOver().contains(left.base())
                    && !listing.stamps().contains(left.base())) {
                write(left, PackageName.STAMP, Stamp.lost(host));
            }
        }
        block = from.blocks();
        firstPacedBlock = from.pacedFrom();
        world = from.world();
        name = nameOf(Math.max(1, block), local(job.sendAt()));
    }

    /** Puts the marker of this generation into META; on disk when this returns. */
    void mark() throws IOException {
        PackageName first = nameOf(0, local(job.sendAt()));
        packageHead = PackageHead.of(first, PackageJson.write(mailing));
        marker.write(first, packageHead);
    }

    GenerationMarker marker() {
        return marker;
    }

    void begin(Head newHead, MailingSnapshot snapshot) {
        head = newHead;
        mailing = snapshot;
        receivers = snapshot.run().subscribers();
    }

    /** How many there are in all, as far as it is known by now. */
    void receivers(long total) {
        receivers = total;
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
        world = paced;
        if (paced) {
            firstPacedBlock = block + 1;
        }
        return completed;
    }

    /** Recipients per package from the next one on. */
    void limit(int blockSize) {
        limit = blockSize;
    }

    /** The package that the last {@link #endBlock} completed. */
    Block lastBlock() {
        return lastBlock;
    }

    /** Where a generation is that releases everything at its end. */
    Checkpoint reached(Checkpoint from, long mails) {
        return new Checkpoint(
                from.early(), block, mails, world, from.customerId(), firstPacedBlock, false);
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
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        Path finished = file(name, PackageName.PACKAGE);
        List<Long> written = customerIds;
        customerIds = new ArrayList<>();
        lastBlock =
                new Block(
                        name,
                        world,
                        firstPacedBlock,
                        written,
                        disk.submit(() -> forceToDisk(finished)));
        unstamped.add(lastBlock);
        return Optional.of(written);
    }

    /** Names of files survive a loss of power. */
    void sync() throws IOException {
        spool.syncMeta();
    }

    /** All packages are on disk when this returns. */
    void prepare() throws IOException {
        for (Block one : unstamped) {
            try {
                one.forced().get();
            } catch (ExecutionException e) {
                throw new IOException(e.getCause());
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new IOException(e);
            }
        }
        spool.syncMeta();
    }

    /** The package may be sent. */
    void stamp(Block released) throws IOException {
        write(
                released.name(),
                PackageName.STAMP,
                Stamp.text(head, job, receivers, released.customerIds().size(), host));
        unstamped.remove(released);
    }

    /** Makes all packages valid that are not yet. */
    void writeFinal(Instant start) throws IOException {
        if (name != null) {
            prepare();
            for (Block one : List.copyOf(unstamped)) {
                stamp(one);
            }
            writeFinalFile(start);
            spool.syncMeta();
        }
        isFinal = true;
    }

    private void writeFinalFile(Instant start) throws IOException {
        write(
                name,
                PackageName.FINAL,
                "%d-%d-%d\tStart: %s\tEnd: %s%n"
                        .formatted(
                                job.companyId(),
                                job.mailingId(),
                                block,
                                local(start),
                                local(clock.instant())));
        isFinal = true;
    }

    /** The packages are valid and may be in work. */
    boolean isFinal() {
        return isFinal;
    }

    /** Takes everything away, unless it became valid. */
    void removeAll() {
        removeAll(0);
    }

    /** Takes everything away that is neither valid nor released. */
    void removeAll(int released) {
        if (isFinal) {
            return;
        }
        try {
            close();
            removeBehind(released);
            if (released == 0) {
                marker.remove();
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Nothing is left of the package in work. */
    @Override
    public void close() throws IOException {
        if (writer != null) {
            writer.close();
            writer = null;
        }
    }

    private static Void forceToDisk(Path file) throws IOException {
        PackageWriter.force(file);
        return null;
    }

    private void beginBlock() throws IOException {
        block++;
        LocalDateTime send = local(job.sendAt());
        LocalDateTime earliest =
                send.plusMinutes((long) job.stepMinutes() * Math.max(0, block - firstPacedBlock));
        LocalDateTime now = spool.now();
        name = nameOf(block, earliest.isBefore(now) ? now : earliest);
        if (packageHead == null) {
            packageHead = PackageHead.of(name, PackageJson.write(mailing));
        }
        writer = new PackageWriter(file(name, PackageName.PACKAGE), packageHead);
    }

    private PackageName nameOf(int number, LocalDateTime earliest) {
        return new PackageName(
                LICENCE,
                earliest.withNano(0),
                job.companyId(),
                job.statusId(),
                job.kind(),
                job.mailingId(),
                number);
    }

    private void write(PackageName of, String ending, String text) throws IOException {
        Path target = file(of, ending);
        Path temporary = target.resolveSibling("." + target.getFileName() + ".tmp");
        Files.write(temporary, text.getBytes(StandardCharsets.UTF_8));
        Files.move(temporary, target, StandardCopyOption.ATOMIC_MOVE);
    }

    private Path file(PackageName of, String ending) {
        return spool.meta().resolve(of.base() + ending);
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
