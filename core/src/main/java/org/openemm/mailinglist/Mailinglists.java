package org.openemm.mailinglist;

import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.openemm.InvalidInput;
import org.openemm.NotFound;
import org.openemm.account.ActivityLog;
import org.openemm.account.Actor;
import org.openemm.address.EmailAddress;
import org.openemm.database.Counted;
import org.openemm.database.Database;
import org.openemm.database.Transaction;
import org.openemm.recipient.BindingStatus;

/**
 * The mailing lists of a company. Every page may name them, so reading needs no right; lists that
 * are closed to the actor ({@link Actor#usesList}) do not exist for him.
 */
public final class Mailinglists {
    private static final int MIN_NAME = 3;
    private static final int MAX_NAME = 99;
    private static final int MAX_DESCRIPTION = 4000;
    private static final int SHOWN_USES = 10;
    private static final int MAX_USES = 200;

    private final Database database;
    private final ActivityLog log;
    private final Clock clock;
    private final MailinglistFigures figures;

    public Mailinglists(Database database, ActivityLog log, Clock clock, Counted counted) {
        figures = new MailinglistFigures(counted);
        this.database = database;
        this.log = log;
        this.clock = clock;
    }

    /** Mapped classes of this package. */
    public static List<Class<?>> entities() {
        return List.of(MailinglistRow.class);
    }

    /** By name. */
    public List<Mailinglist> all(Actor actor) {
        return database.inTransaction(tx -> all(tx, actor));
    }

    public List<Mailinglist> all(Transaction tx, Actor actor) {
        return tx
                .entities()
                .createQuery(
                        "from MailinglistRow where companyId = :company and deleted = 0 order by"
                                + " name, id",
                        MailinglistRow.class)
                .setParameter("company", actor.companyId())
                .list()
                .stream()
                .filter(row -> actor.usesList(row.id))
                .map(MailinglistRow::toMailinglist)
                .toList();
    }

    /**
     * @throws NotFound kind {@code mailinglist}, also for a deleted one
     */
    public Mailinglist get(Actor actor, int id) {
        return database.inTransaction(tx -> get(tx, actor, id));
    }

    public Mailinglist get(Transaction tx, Actor actor, int id) {
        return row(tx, actor, id).toMailinglist();
    }

    /** The list with exactly this name, without regard to case. */
    public Optional<Mailinglist> findByName(Actor actor, String name) {
        return database.inTransaction(
                tx ->
                        named(tx, actor, name)
                                .filter(row -> actor.usesList(row.id))
                                .map(MailinglistRow::toMailinglist));
    }

    /**
     * @return mailing list id
     */
    public int create(Actor actor, String name, String description) {
        return create(actor, new MailinglistDraft(name, description, "", ""));
    }

    /**
     * @return mailing list id
     * @throws InvalidInput for a name that is too short, too long or taken, and for bad addresses
     */
    public int create(Actor actor, MailinglistDraft draft) {
        return database.inTransaction(tx -> create(tx, actor, draft));
    }

    int create(Transaction tx, Actor actor, MailinglistDraft draft) {
        actor.require("mailinglist.change");
        check(draft);
        requireFreeName(tx, actor, draft.name(), 0);
        Instant now = clock.instant();
        MailinglistRow row = new MailinglistRow();
        row.companyId = actor.companyId();
        row.created = now;
        row.cleans = 0;
        row.fill(draft, now);
        tx.entities().persist(row);
        tx.entities().flush(); // gives the row its id
        log.record(tx, actor, "create mailing list", draft.name() + " (" + row.id + ")");
        return row.id;
    }

    /** As {@link #create}, for a list that exists. */
    public void update(Actor actor, int id, MailinglistDraft draft) {
        actor.require("mailinglist.change");
        check(draft);
        database.run(
                tx -> {
                    MailinglistRow row = row(tx, actor, id);
                    requireFreeName(tx, actor, draft.name(), id);
                    row.fill(draft, clock.instant());
                    log.record(tx, actor, "edit mailing list", draft.name() + " (" + id + ")");
                });
    }

    /** Changes name and description, leaves the addresses. */
    public void update(Actor actor, int id, String name, String description) {
        Mailinglist old = get(actor, id);
        update(
                actor,
                id,
                new MailinglistDraft(name, description, old.senderEmail(), old.replyEmail()));
    }

    /**
     * Marks a list as deleted. Its bindings stay until the nightly clean-up, see {@link
     * DeletedLists}; mailings that were sent to it keep its name and their figures.
     *
     * @throws InvalidInput for the last list, and for one that something still uses
     */
    public void delete(Actor actor, int id) {
        actor.require("mailinglist.delete");
        database.run(
                tx -> {
                    MailinglistRow row = row(tx, actor, id);
                    List<String> users =
                            MailinglistUses.of(tx, actor, id, SHOWN_USES).stream()
                                    .filter(MailinglistUse::blocks)
                                    .map(MailinglistUse::name)
                                    .toList();
                    if (!users.isEmpty()) {
                        throw new InvalidInput(
                                "", "mailinglist.delete.used", String.join(", ", users));
                    }
                    if (isLast(tx, actor)) {
                        throw new InvalidInput("", "mailinglist.delete.last");
                    }
                    row.deleted = 1;
                    row.cleans = 1;
                    row.changed = clock.instant();
                    log.record(tx, actor, "delete mailing list", row.name + " (" + id + ")");
                });
    }

    /** What the list is used in; what keeps it from being deleted comes first. At most 200. */
    public List<MailinglistUse> uses(Actor actor, int id) {
        return database.inTransaction(
                tx -> {
                    row(tx, actor, id);
                    return MailinglistUses.of(tx, actor, id, MAX_USES);
                });
    }

    /** How many mailings, templates included, go to each list; those without any are missing. */
    public Map<Integer, Long> useCounts(Actor actor) {
        return database.inTransaction(tx -> figures.useCounts(tx, actor.companyId()));
    }

    /**
     * Recipients per list and status; a list without any recipient is missing. With very many
     * recipients the numbers may be some seconds old, see {@link Counted}.
     */
    public Map<Integer, Map<BindingStatus, Long>> counts(Actor actor) {
        Map<Integer, Map<BindingStatus, Long>> counts = figures.recipients(database, actor);
        return actor.closedLists().isEmpty()
                ? counts
                : counts.entrySet().stream()
                        .filter(list -> actor.usesList(list.getKey()))
                        .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
    }

    /** The recipients of a list by status, without those who get admin or test mailings. */
    public Map<BindingStatus, Long> worldCounts(Actor actor, int id) {
        return database.inTransaction(
                tx -> MailinglistFigures.world(tx, actor, get(tx, actor, id).id()));
    }

    /** Whether the actor's company has the list, it has not been deleted, and is open to him. */
    public static boolean exists(Transaction tx, Actor actor, int id) {
        return actor.usesList(id)
                && tx.sql()
                        .createQuery(
                                """
                                SELECT COUNT(*) FROM mailinglist_tbl
                                 WHERE mailinglist_id = :list AND company_id = :company AND deleted = 0
                                """)
                        .bind("list", id)
                        .bind("company", actor.companyId())
                        .mapTo(boolean.class)
                        .one();
    }

    private static MailinglistRow row(Transaction tx, Actor actor, int id) {
        MailinglistRow row = tx.entities().find(MailinglistRow.class, id);
        if (row == null
                || row.companyId != actor.companyId()
                || row.deleted != 0
                || !actor.usesList(id)) {
            throw new NotFound("mailinglist", id);
        }
        return row;
    }

    /** Also counts those that are closed to the actor. */
    private static boolean isLast(Transaction tx, Actor actor) {
        return tx.entities()
                        .createQuery(
                                "select count(*) from MailinglistRow where companyId = :company and"
                                        + " deleted = 0",
                                Long.class)
                        .setParameter("company", actor.companyId())
                        .getSingleResult()
                == 1;
    }

    static Optional<MailinglistRow> named(Transaction tx, Actor actor, String name) {
        return tx
                .entities()
                .createQuery(
                        "from MailinglistRow where companyId = :company and deleted = 0 and name ="
                                + " :name order by id",
                        MailinglistRow.class)
                .setParameter("company", actor.companyId())
                .setParameter("name", name.strip())
                .setMaxResults(1)
                .list()
                .stream()
                .findFirst();
    }

    private static void requireFreeName(Transaction tx, Actor actor, String name, int itself) {
        if (named(tx, actor, name).filter(row -> row.id != itself).isPresent()) {
            throw new InvalidInput("name", "mailinglist.name.taken", name);
        }
    }

    private static void check(MailinglistDraft draft) {
        if (draft.name().length() < MIN_NAME || draft.name().length() > MAX_NAME) {
            throw new InvalidInput("name", "mailinglist.name.length", MIN_NAME, MAX_NAME);
        }
        if (draft.description().length() > MAX_DESCRIPTION) {
            throw new InvalidInput("description", "mailinglist.description", MAX_DESCRIPTION);
        }
        checkAddress("senderEmail", draft.senderEmail());
        checkAddress("replyEmail", draft.replyEmail());
    }

    private static void checkAddress(String field, String address) {
        if (!address.isEmpty()) {
            EmailAddress.Outcome outcome = EmailAddress.check(address);
            if (!outcome.isValid()) {
                throw new InvalidInput(field, outcome.problem().key(), address);
            }
        }
    }
}
