package org.openemm.blocklist;

import java.io.IOException;
import java.io.InputStream;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.openemm.InvalidInput;
import org.openemm.NotFound;
import org.openemm.account.ActivityLog;
import org.openemm.account.Actor;
import org.openemm.blocklist.Blocklist.Scope;
import org.openemm.database.Database;
import org.openemm.database.Transaction;

/**
 * Blocklists from files, also of millions of lines: first a file is read and said what it would do,
 * then all of it is added in one transaction, or nothing. Memory does not grow with the file.
 * Thread-safe.
 */
public final class BlocklistUploads {
    private static final int AT_ONCE = 5_000;
    private static final int SHOWN = 50;
    private static final int SHOWN_TEXT = 100;

    /** Uploads that nobody came back to go after this time. */
    private static final Duration KEPT = Duration.ofDays(1);

    private final Database database;
    private final Blocklist blocklist;
    private final ActivityLog log;
    private final Clock clock;

    public BlocklistUploads(Database database, Blocklist blocklist, ActivityLog log, Clock clock) {
        this.database = database;
        this.blocklist = blocklist;
        this.log = log;
        this.clock = clock;
    }

    /**
     * Reads a file and says what it would do. Takes the place of what the user uploaded before.
     *
     * @throws InvalidInput field {@code file} when there is nothing in it that could be added
     */
    public BlocklistUpload read(Actor actor, Scope scope, String filename, InputStream file)
            throws IOException {
        Blocklist.table(actor, scope, Blocklist.CHANGE);
        Instant now = clock.instant();
        int id =
                database.inTransaction(
                        tx -> {
                            BlocklistUploadStore.removeOld(tx, actor, now.minus(KEPT));
                            return BlocklistUploadStore.create(tx, actor, scope, filename, now);
                        });
        Reading reading = new Reading(id);
        BlocklistLines lines = BlocklistLines.of(file);
        for (Optional<BlocklistLines.Line> line = lines.next();
                line.isPresent();
                line = lines.next()) {
            reading.take(line.get());
        }
        reading.store();
        database.run(
                tx ->
                        BlocklistUploadStore.finish(
                                tx, id, reading.count, reading.badCount, reading.bad));
        BlocklistUpload upload = get(actor, id);
        if (upload.fresh() + upload.known() == 0) {
            discard(actor, id);
            throw upload.badLines().isEmpty()
                    ? new InvalidInput("file", "blocklist.file.empty")
                    : new InvalidInput(
                            "file",
                            "blocklist.file.bad",
                            upload.badLines().get(0).number(),
                            upload.badLines().get(0).text());
        }
        return upload;
    }

    /** Good lines wait until there are enough for a block. */
    private final class Reading {
        private final int id;
        private final List<BlocklistLines.Line> waiting = new ArrayList<>();
        private final List<BlocklistUpload.BadLine> bad = new ArrayList<>();
        private long count;
        private long badCount;

        Reading(int id) {
            this.id = id;
        }

        void take(BlocklistLines.Line line) {
            count++;
            String entry = BlocklistEntry.normal(line.entry());
            String problem = BlocklistRules.problem(entry);
            if (problem == null && line.reason().length() > BlocklistRules.MAX_REASON) {
                problem = "blocklist.reason";
            }
            if (problem != null) {
                badCount++;
                if (bad.size() < SHOWN) {
                    bad.add(
                            new BlocklistUpload.BadLine(
                                    line.number(), problem, shown(line.entry())));
                }
                return;
            }
            waiting.add(new BlocklistLines.Line(line.number(), entry, line.reason()));
            if (waiting.size() == AT_ONCE) {
                store();
            }
        }

        void store() {
            if (!waiting.isEmpty()) {
                database.run(tx -> BlocklistUploadStore.add(tx, id, waiting));
                waiting.clear();
            }
        }
    }

    /**
     * @throws NotFound without such an upload of the actor
     */
    public BlocklistUpload get(Actor actor, int id) {
        actor.require(Blocklist.SEE);
        return database.inTransaction(tx -> required(tx, actor, id));
    }

    /**
     * Adds what was uploaded and ends the bindings of whom it covers.
     *
     * @param reason for lines without one of their own
     * @return entries added
     * @throws InvalidInput for a reason that is too long, and for too many patterns
     */
    public int apply(Actor actor, int id, String reason) {
        if (reason.length() > BlocklistRules.MAX_REASON) {
            throw new InvalidInput("reason", "blocklist.reason", BlocklistRules.MAX_REASON);
        }
        Scope scope = get(actor, id).scope();
        String table = Blocklist.table(actor, scope, Blocklist.CHANGE);
        int added =
                database.inTransaction(
                        tx -> {
                            BlocklistUpload upload = required(tx, actor, id);
                            List<String> patterns = BlocklistUploadStore.patterns(tx, id);
                            BlocklistRules.requireRoom(tx, table, patterns);
                            Instant now = clock.instant();
                            int fresh =
                                    BlocklistUploadStore.apply(
                                            tx, id, table, reason, actor.name(), now);
                            for (int company : Blocklist.concerned(tx, actor, scope)) {
                                BlockedBindings.blockUploaded(tx, company, id, now);
                                BlockedBindings.block(tx, company, patterns, now);
                            }
                            BlocklistUploadStore.remove(tx, id);
                            log.record(
                                    tx,
                                    actor,
                                    "create blocklist entry",
                                    Blocklist.said(
                                            scope,
                                            fresh + " entries of file " + upload.filename()));
                            return fresh;
                        });
        blocklist.forget(scope, actor.companyId());
        return added;
    }

    /** Forgets an upload; nothing was added. */
    public void discard(Actor actor, int id) {
        actor.require(Blocklist.SEE);
        database.run(
                tx -> {
                    required(tx, actor, id);
                    BlocklistUploadStore.remove(tx, id);
                });
    }

    private static BlocklistUpload required(Transaction tx, Actor actor, int id) {
        return BlocklistUploadStore.find(tx, actor, id)
                .orElseThrow(() -> new NotFound("upload", id));
    }

    private static String shown(String text) {
        return text.length() > SHOWN_TEXT ? text.substring(0, SHOWN_TEXT) + "…" : text;
    }
}
