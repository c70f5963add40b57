package org.openemm.bulk;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.stream.Collectors;
import org.openemm.InvalidInput;
import org.openemm.NotFound;
import org.openemm.account.ActivityLog;
import org.openemm.account.Actor;
import org.openemm.blocklist.Blocklist;
import org.openemm.database.Database;
import org.openemm.database.Transaction;
import org.openemm.mailinglist.Mailinglists;
import org.openemm.privacy.Erasure;
import org.openemm.profilefield.ProfileField;
import org.openemm.profilefield.ProfileFields;
import org.openemm.recipient.RecipientListing;
import org.openemm.recipient.Recipients;
import org.openemm.target.RecipientFilter;
import org.openemm.target.RecipientFilters;

/**
 * Starts, watches and stops changes of many recipients. Rights: recipient.show and that of the
 * change. Thread-safe.
 */
public final class BulkChanges implements AutoCloseable {
    private static final String CLEAR_LIST = "mailinglist.recipients.delete";
    private static final int MOST_TICKED = 1_000;
    private static final int MAX_REMARK = 150;
    private static final int MAX_REASON = 500;

    /** A change at work gives a sign of life with every block. */
    private static final Duration SILENCE = Duration.ofMinutes(2);

    private final Database database;
    private final RecipientFilters filters;
    private final Recipients recipients;
    private final RecipientListing listing;
    private final ProfileFields fields;
    private final ActivityLog log;
    private final Clock clock;
    private final BulkStore store = new BulkStore();
    private final ClearListSql clearing = new ClearListSql();
    private final BulkWork work;
    private final ExecutorService worker =
            Executors.newSingleThreadExecutor(
                    task -> {
                        Thread thread = new Thread(task, "recipient-changes");
                        thread.setDaemon(true);
                        return thread;
                    });

    public BulkChanges(
            Database database,
            RecipientFilters filters,
            Recipients recipients,
            RecipientListing listing,
            ProfileFields fields,
            Blocklist blocklist,
            Erasure erasure,
            ActivityLog log,
            Clock clock) {
        this.database = database;
        this.filters = filters;
        this.recipients = recipients;
        this.listing = listing;
        this.fields = fields;
        this.log = log;
        this.clock = clock;
        this.work =
                new BulkWork(
                        database,
                        filters,
                        listing,
                        new BulkSql(fields, recipients, blocklist, clock),
                        erasure,
                        clock);
    }

    /**
     * Starts a change of all recipients that match.
     *
     * @return id of the run
     * @throws InvalidInput the change or the filter is not acceptable; nobody is changed
     */
    public long start(Actor actor, BulkChange change, RecipientFilter filter) {
        check(actor, change);
        long expected = listing.countAll(actor, filters.query(actor, filter));
        return begin(actor, change, filter.stored(), List.of(), expected);
    }

    /**
     * Starts a change of some recipients.
     *
     * @param ids 1 to 1,000; those of other companies and those that are gone are passed over
     */
    public long start(Actor actor, BulkChange change, List<Long> ids) {
        check(actor, change);
        if (ids.isEmpty() || ids.size() > MOST_TICKED) {
            throw new InvalidInput("bulkIds", "bulk.none");
        }
        return begin(actor, change, "", ids, ids.size());
    }

    /**
     * Starts deleting the recipients of a mailing list, see {@link BulkChange.ClearList}. Right:
     * mailinglist.recipients.delete.
     *
     * @return id of the run
     * @throws InvalidInput without such a list
     */
    public long start(Actor actor, BulkChange.ClearList change) {
        return begin(actor, change, "", List.of(), clearance(actor, change).meant());
    }

    /**
     * What it would do, counted now. Right: mailinglist.recipients.delete.
     *
     * @throws InvalidInput without such a list
     */
    public ListClearance clearance(Actor actor, BulkChange.ClearList change) {
        check(actor, change);
        return database.inTransaction(tx -> clearing.count(tx, actor, change));
    }

    private long begin(
            Actor actor, BulkChange wanted, String filter, List<Long> ids, long expected) {
        BulkChange change = absolute(actor, wanted);
        long id =
                database.inTransaction(
                        tx -> {
                            log.record(
                                    tx,
                                    actor,
                                    "change many recipients",
                                    words(change) + ": " + expected + " recipients");
                            return store.insert(
                                    tx, actor, change, filter, ids, expected, clock.instant());
                        });
        submit(id);
        return id;
    }

    /**
     * @throws NotFound also for one of another company
     */
    public BulkRun get(Actor actor, long id) {
        BulkRun run =
                database.inTransaction(
                        tx ->
                                store.find(tx, actor.companyId(), id)
                                        .orElseThrow(() -> new NotFound("bulk", id)));
        requireSeen(actor, run.change());
        return run;
    }

    /** Stops a change; what was changed stays changed. */
    public void cancel(Actor actor, long id) {
        BulkRun run = get(actor, id);
        requireRights(actor, run.change());
        database.run(
                tx -> {
                    store.finish(tx, id, BulkRun.State.CANCELLED, "", clock.instant());
                    log.record(tx, actor, "cancel change of recipients", words(run.change()));
                });
    }

    /** Takes up changes that were cut off by the end of their process. */
    public void resume() {
        Instant since = clock.instant().minus(SILENCE);
        database.inTransaction(tx -> store.silent(tx, since)).forEach(this::submit);
    }

    private void submit(long id) {
        try {
            worker.execute(() -> work.run(id));
        } catch (RejectedExecutionException e) {
            // The process ends; the next one goes on.
            return;
        }
    }

    /**
     * Whether the change could be started, without starting it.
     *
     * @throws InvalidInput with everything that is wrong with it
     */
    public void check(Actor actor, BulkChange change) {
        requireRights(actor, change);
        if (change instanceof BulkChange.SetFields several) {
            checkFields(actor, several);
        } else if (change instanceof BulkChange.SetField field) {
            checkField(actor, field);
        } else if (change instanceof BulkChange.Subscribe list) {
            database.run(tx -> requireList(tx, actor, list.mailinglistId()));
            requireLength(list.remark(), "remark", MAX_REMARK);
        } else if (change instanceof BulkChange.Unsubscribe list) {
            database.run(tx -> requireList(tx, actor, list.mailinglistId()));
            requireLength(list.remark(), "remark", MAX_REMARK);
        } else if (change instanceof BulkChange.Block block) {
            requireLength(block.reason(), "remark", MAX_REASON);
        } else if (change instanceof BulkChange.ClearList list) {
            database.run(tx -> requireList(tx, actor, list.mailinglistId()));
        }
    }

    private static void requireList(Transaction tx, Actor actor, int id) {
        if (!Mailinglists.exists(tx, actor, id)) {
            throw new InvalidInput("mailinglist", "bulk.list");
        }
    }

    private static void requireLength(String text, String field, int most) {
        if (text.length() > most) {
            throw new InvalidInput(field, "bulk.long", most);
        }
    }

    /** The work is done later, by somebody without a time zone: moments are fixed now. */
    private BulkChange absolute(Actor actor, BulkChange change) {
        if (change instanceof BulkChange.SetField field) {
            return new BulkChange.SetField(
                    field.column(), absolute(actor, field.column(), field.value()));
        }
        if (change instanceof BulkChange.SetFields several) {
            Map<String, String> values = new LinkedHashMap<>();
            several.values()
                    .forEach((column, value) -> values.put(column, absolute(actor, column, value)));
            return new BulkChange.SetFields(values);
        }
        return change;
    }

    private String absolute(Actor actor, String column, String value) {
        ProfileField field = fields.of(actor).require(column);
        Object checked = recipients.rules(actor).check(field, value);
        return checked instanceof Instant moment ? moment.toString() : value;
    }

    private void checkFields(Actor actor, BulkChange.SetFields change) {
        List<InvalidInput.Problem> problems = new ArrayList<>();
        if (change.values().isEmpty()) {
            problems.add(new InvalidInput.Problem("", "bulk.field"));
        }
        change.values()
                .forEach(
                        (column, value) -> {
                            try {
                                checkField(actor, new BulkChange.SetField(column, value));
                            } catch (InvalidInput e) {
                                InvalidInput.Problem problem = e.problems().get(0);
                                problems.add(
                                        new InvalidInput.Problem(
                                                "value." + column,
                                                problem.key(),
                                                problem.arguments()));
                            }
                        });
        if (!problems.isEmpty()) {
            throw new InvalidInput(problems);
        }
    }

    private void checkField(Actor actor, BulkChange.SetField change) {
        ProfileField field =
                fields.of(actor)
                        .column(change.column())
                        .filter(ProfileField::isWritable)
                        .filter(known -> !known.isIdentity())
                        .orElseThrow(() -> new InvalidInput("field", "bulk.field"));
        try {
            recipients.rules(actor).check(field, change.value());
        } catch (InvalidInput e) {
            InvalidInput.Problem problem = e.problems().get(0);
            throw new InvalidInput("value", problem.key(), problem.arguments().toArray());
        }
    }

    private static void requireRights(Actor actor, BulkChange change) {
        requireSeen(actor, change);
        switch (change.kind()) {
            case FIELD, FIELDS -> {
                actor.require("recipient.change");
                actor.require("recipient.change.bulk");
            }
            case SUBSCRIBE, UNSUBSCRIBE -> actor.require("recipient.change");
            case BLOCK -> {
                actor.require("recipient.change");
                actor.require("blacklist");
            }
            case ERASE -> actor.require("recipient.delete");
            case CLEAR_LIST -> actor.require(CLEAR_LIST);
        }
    }

    /** Who clears lists need not see the people in them. */
    private static void requireSeen(Actor actor, BulkChange change) {
        actor.require(change.kind() == BulkChange.Kind.CLEAR_LIST ? CLEAR_LIST : "recipient.show");
    }

    private static String words(BulkChange change) {
        if (change instanceof BulkChange.SetField field) {
            return "set field " + field.column();
        }
        if (change instanceof BulkChange.SetFields several) {
            return "set fields "
                    + several.values().entrySet().stream()
                            .map(
                                    entry ->
                                            entry.getKey()
                                                    + " = "
                                                    + (entry.getValue().length() > 40
                                                            ? entry.getValue().substring(0, 40)
                                                                    + "..."
                                                            : entry.getValue()))
                            .collect(Collectors.joining(", "));
        }
        if (change instanceof BulkChange.Subscribe list) {
            return "add to list " + list.mailinglistId() + " as " + list.status();
        }
        if (change instanceof BulkChange.Unsubscribe list) {
            return "remove from list " + list.mailinglistId();
        }
        if (change instanceof BulkChange.ClearList list) {
            return "delete %srecipients of list %d%s%s"
                    .formatted(
                            list.onlyActive() ? "active " : "",
                            list.mailinglistId(),
                            list.keepTest() ? ", without admin and test recipients" : "",
                            list.everywhere() ? ", also those of other lists" : "");
        }
        return change.kind() == BulkChange.Kind.BLOCK ? "block" : "delete for good";
    }

    @Override
    public void close() {
        worker.shutdownNow();
    }
}
