package org.openemm.mailloop;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;
import org.openemm.NotFound;
import org.openemm.account.Actor;
import org.openemm.database.Database;
import org.openemm.database.Transaction;

/**
 * Messages that came in, kept for as many days as {@code expire.mailloopMessage} says (30). Rights:
 * {@code mailloop.show} for lists and texts, {@code recipient.history} for those of one recipient,
 * and {@code server.status} besides for those that belong to no company. Thread-safe.
 */
public final class Messages {
    /** Of a longer message only the beginning is kept. */
    public static final int MOST_BYTES = 1024 * 1024;

    /** Lists do not count further. */
    public static final int MOST_COUNTED = 10_000;

    /** Who may see messages that belong to no company. */
    public static final String RIGHT_UNASSIGNED = "server.status";

    private static final int NOBODY = 0;
    private static final String RIGHT_SHOW = "mailloop.show";

    private final Database database;
    private final MessageStore store = new MessageStore();

    public Messages(Database database) {
        this.database = database;
    }

    /**
     * One page of the messages that are wanted.
     *
     * @param page counted from 1
     */
    public MessagePage page(Actor actor, MessageQuery query, int page, int pageSize) {
        actor.require(query.customerId() > 0 ? "recipient.history" : RIGHT_SHOW);
        if (query.rid() == MessageQuery.UNASSIGNED) {
            actor.require(RIGHT_UNASSIGNED);
        }
        return database.inTransaction(
                tx ->
                        new MessagePage(
                                store.page(
                                        tx, actor, query, (long) (page - 1) * pageSize, pageSize),
                                store.count(tx, actor, query, MOST_COUNTED)));
    }

    /**
     * @throws NotFound without such a message in the actor's company, or in none
     */
    public IncomingMessage get(Actor actor, long id) {
        actor.require(RIGHT_SHOW);
        return database.inTransaction(tx -> store.find(tx, actor, companies(actor), id))
                .orElseThrow(() -> new NotFound("message", id));
    }

    /** The bytes as received, at most {@link #MOST_BYTES} of them. */
    public Optional<byte[]> raw(Actor actor, long id) {
        actor.require(RIGHT_SHOW);
        return database.inTransaction(
                        tx ->
                                store.find(tx, actor, companies(actor), id)
                                        .flatMap(found -> store.raw(tx, companies(actor), id)))
                .map(Messages::unpacked);
    }

    /**
     * A message and its bytes.
     *
     * @param raw at most {@link #MOST_BYTES}
     */
    public record WithBytes(IncomingMessage message, byte[] raw) {}

    /**
     * Messages to a filter that are about no recipient we know, in the order of their ids. For the
     * self-test.
     *
     * @param since received then or later
     * @param afterId ids above this one
     */
    public List<WithBytes> unclaimed(
            Transaction tx, int companyId, int rid, Instant since, long afterId, int most) {
        return store.unclaimed(tx, companyId, rid, since, afterId, most).stream()
                .map(
                        message ->
                                new WithBytes(
                                        message,
                                        store.raw(tx, List.of(companyId), message.id())
                                                .map(Messages::unpacked)
                                                .orElse(new byte[0])))
                .toList();
    }

    /**
     * Keeps a message. For the backend.
     *
     * @return its id; empty when one of the same spool name is kept already: then everything that
     *     was to be done with it is done
     */
    public OptionalLong keep(Transaction tx, IncomingMessage message, byte[] raw) {
        if (store.isKept(tx, message.spoolName())) {
            return OptionalLong.empty();
        }
        long id = store.insert(tx, message);
        byte[] beginning = Arrays.copyOf(raw, Math.min(raw.length, MOST_BYTES));
        store.insertRaw(tx, id, packed(beginning));
        return OptionalLong.of(id);
    }

    /** Whether a message of that name was kept, and with it everything done. For the backend. */
    public boolean isKept(Transaction tx, String spoolName) {
        return store.isKept(tx, spoolName);
    }

    /** Writes what was done with a message into mailloop_log_tbl. For the backend. */
    public void log(Transaction tx, IncomingMessage message) {
        store.log(tx, message);
    }

    /** Whose messages he may see. */
    private static List<Integer> companies(Actor actor) {
        return actor.may(RIGHT_UNASSIGNED)
                ? List.of(actor.companyId(), NOBODY)
                : List.of(actor.companyId());
    }

    private static byte[] packed(byte[] raw) {
        ByteArrayOutputStream packed = new ByteArrayOutputStream(raw.length / 2 + 64);
        try (GZIPOutputStream out = new GZIPOutputStream(packed)) {
            out.write(raw);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return packed.toByteArray();
    }

    private static byte[] unpacked(byte[] packed) {
        try (GZIPInputStream in = new GZIPInputStream(new ByteArrayInputStream(packed))) {
            return in.readNBytes(MOST_BYTES);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
