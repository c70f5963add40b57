package org.openemm.mailinglist;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.openemm.InvalidInput;
import org.openemm.NotFound;
import org.openemm.account.ActivityLog;
import org.openemm.account.Actor;
import org.openemm.database.Database;
import org.openemm.database.Transaction;
import org.openemm.recipient.BindingStatus;
import org.openemm.recipient.EmailAddress;

/** The mailing lists of a company. Every page may name them, so reading needs no right. */
public final class Mailinglists {
    private static final int MIN_NAME = 3;
    private static final int MAX_NAME = 99;
    private static final int MAX_DESCRIPTION = 4000;
    private static final int SHOWN_MAILINGS = 10;

    private final Database database;
    private final ActivityLog log;
    private final Clock clock;

    public Mailinglists(Database database, ActivityLog log, Clock clock) {
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
                tx -> named(tx, actor, name).map(MailinglistRow::toMailinglist));
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
        actor.require("mailinglist.change");
        check(draft);
        return database.inTransaction(
                tx -> {
                    requireFreeName(tx, actor, draft.name(), 0);
                    Instant now = clock.instant();
                    MailinglistRow row = new MailinglistRow();
                    row.companyId = actor.companyId();
                    row.created = now;
                    row.fill(draft, now);
                    tx.entities().persist(row);
                    log.record(
                            tx, actor, "create mailing list", draft.name() + " (" + row.id + ")");
                    return row.id;
                });
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
     * Marks a list as deleted; its bindings stay until the nightly clean-up.
     *
     * @throws InvalidInput for the last list and for one that mailings use
     */
    public void delete(Actor actor, int id) {
        actor.require("mailinglist.delete");
        database.run(
                tx -> {
                    MailinglistRow row = row(tx, actor, id);
                    List<String> mailings = mailingsUsing(tx, actor, id);
                    if (!mailings.isEmpty()) {
                        throw new InvalidInput(
                                "", "mailinglist.delete.used", String.join(", ", mailings));
                    }
                    if (all(tx, actor).size() == 1) {
                        throw new InvalidInput("", "mailinglist.delete.last");
                    }
                    row.deleted = 1;
                    row.changed = clock.instant();
                    log.record(tx, actor, "delete mailing list", row.name + " (" + id + ")");
                });
    }

    /** Recipients per list and status; a list without any recipient is missing. */
    public Map<Integer, Map<BindingStatus, Long>> counts(Actor actor) {
        List<Count> found =
                database.inTransaction(
                        tx ->
                                tx.sql()
                                        .createQuery(
                                                """
                                                SELECT mailinglist_id, user_status, COUNT(*) AS recipients
                                                  FROM customer_%d_binding_tbl
                                                 WHERE mediatype = 0
                                                 GROUP BY mailinglist_id, user_status
                                                """
                                                        .formatted(actor.companyId()))
                                        .map((row, context) -> Count.read(row))
                                        .list());
        Map<Integer, Map<BindingStatus, Long>> counts = new HashMap<>();
        for (Count count : found) {
            BindingStatus.find(count.status)
                    .ifPresent(
                            status ->
                                    counts.computeIfAbsent(count.list, list -> byStatus())
                                            .put(status, count.number));
        }
        return counts;
    }

    private static Map<BindingStatus, Long> byStatus() {
        return new EnumMap<>(BindingStatus.class);
    }

    private record Count(int list, int status, long number) {
        static Count read(ResultSet row) throws SQLException {
            return new Count(
                    row.getInt("mailinglist_id"),
                    row.getInt("user_status"),
                    row.getLong("recipients"));
        }
    }

    private static MailinglistRow row(Transaction tx, Actor actor, int id) {
        MailinglistRow row = tx.entities().find(MailinglistRow.class, id);
        if (row == null || row.companyId != actor.companyId() || row.deleted != 0) {
            throw new NotFound("mailinglist", id);
        }
        return row;
    }

    private static Optional<MailinglistRow> named(Transaction tx, Actor actor, String name) {
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

    private static List<String> mailingsUsing(Transaction tx, Actor actor, int id) {
        return tx.sql()
                .createQuery(
                        """
                        SELECT shortname FROM mailing_tbl
                         WHERE company_id = :company AND mailinglist_id = :list AND deleted = 0
                         ORDER BY mailing_id DESC LIMIT :limit
                        """)
                .bind("company", actor.companyId())
                .bind("list", id)
                .bind("limit", SHOWN_MAILINGS)
                .mapTo(String.class)
                .list();
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
