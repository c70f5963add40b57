package org.openemm.mailinglist;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.openemm.InvalidInput;
import org.openemm.NotFound;
import org.openemm.account.ActivityLog;
import org.openemm.account.Actor;
import org.openemm.config.Settings;
import org.openemm.database.Database;

/**
 * Mailing lists that were deleted, and the way back. Their bindings stay for some days (setting
 * {@link #DAYS}), so that a list comes back as it was; then the nightly clean-up removes them, and
 * what comes back is an empty list.
 */
public final class DeletedLists {
    /** Setting with the days that the bindings of a deleted list are kept; 0: for ever. */
    public static final String DAYS = "expire.mailinglist";

    private final Database database;
    private final Settings settings;
    private final ActivityLog log;
    private final Clock clock;

    public DeletedLists(Database database, Settings settings, ActivityLog log, Clock clock) {
        this.database = database;
        this.settings = settings;
        this.log = log;
        this.clock = clock;
    }

    /**
     * A list in the bin.
     *
     * @param deleted when
     * @param emptied whether its bindings are gone
     * @param emptiesAt when they will go; null when they are gone or stay for ever
     */
    public record DeletedList(
            Mailinglist list, Instant deleted, boolean emptied, Instant emptiesAt) {}

    /** By time, the last first; without those that are closed to the actor. */
    public List<DeletedList> all(Actor actor) {
        int days = settings.intValue(actor.companyId(), DAYS, 0);
        return database.inTransaction(
                tx ->
                        tx
                                .entities()
                                .createQuery(
                                        "from MailinglistRow where companyId = :company and deleted"
                                                + " = 1 order by changed desc, id desc",
                                        MailinglistRow.class)
                                .setParameter("company", actor.companyId())
                                .list()
                                .stream()
                                .filter(row -> actor.usesList(row.id))
                                .map(row -> deleted(row, days))
                                .toList());
    }

    /**
     * Puts a list back, with the recipients that are still in it.
     *
     * @return its name
     * @throws NotFound without such a list in the bin
     * @throws InvalidInput when its name has been given to another meanwhile
     */
    public String restore(Actor actor, int id) {
        actor.require("mailinglist.change");
        return database.inTransaction(
                tx -> {
                    MailinglistRow row = tx.entities().find(MailinglistRow.class, id);
                    if (row == null
                            || row.companyId != actor.companyId()
                            || row.deleted == 0
                            || !actor.usesList(id)) {
                        throw new NotFound("mailinglist", id);
                    }
                    if (Mailinglists.named(tx, actor, row.name).isPresent()) {
                        throw new InvalidInput("", "mailinglist.restore.taken", row.name);
                    }
                    row.deleted = 0;
                    row.cleans = 0;
                    row.changed = clock.instant();
                    log.record(tx, actor, "restore mailing list", row.name + " (" + id + ")");
                    return row.name;
                });
    }

    private static DeletedList deleted(MailinglistRow row, int days) {
        boolean emptied = row.cleans == null || row.cleans == 0;
        return new DeletedList(
                row.toMailinglist(),
                row.changed,
                emptied,
                emptied || days <= 0 || row.changed == null
                        ? null
                        : row.changed.plus(Duration.ofDays(days)));
    }
}
