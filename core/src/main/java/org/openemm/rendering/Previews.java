package org.openemm.rendering;

import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.util.Optional;
import org.openemm.NotFound;
import org.openemm.account.Actor;
import org.openemm.database.Database;
import org.openemm.database.DatabaseFailure;
import org.openemm.database.Transaction;
import org.openemm.recipient.RecipientAccess;

/** Mailings as one recipient would see them: before sending, and as a web page afterwards. */
public final class Previews {
    private static final char PREVIEW = 'P';

    private final Database database;
    private final Clock clock;

    public Previews(Database database, Clock clock) {
        this.database = database;
        this.clock = clock;
    }

    /**
     * The mailing as a recipient would get it now; opening it and following its links does not
     * count. Right: mailing.show.
     *
     * @param customerId 0: an admin or test recipient of the list, else somebody unknown
     * @throws NotFound no such mailing or recipient in the actor's company
     * @throws UnsendableMailing a tag that nobody knows
     */
    public Preview render(Actor actor, int mailingId, long customerId) {
        return render(actor, mailingId, customerId, Draft.NONE);
    }

    /** As the other, with content that is not saved yet. */
    public Preview render(Actor actor, int mailingId, long customerId, Draft draft) {
        actor.require("mailing.show");
        return database.inTransaction(
                tx -> {
                    MailingSnapshot snapshot =
                            MailingSnapshots.take(
                                    tx,
                                    actor.companyId(),
                                    mailingId,
                                    0,
                                    PREVIEW,
                                    clock.instant(),
                                    draft);
                    RecipientRow row = recipient(tx, actor, snapshot, customerId);
                    return new PreviewCompiler(
                                    snapshot, RenderEnvironment.of(clock), RenderMode.PREVIEW)
                            .preview(row);
                });
    }

    /**
     * The HTML of a mailing as it was sent to a recipient, without opening pixel. For whoever holds
     * a valid UID: the caller has checked it.
     *
     * @param sendDate of the UID
     * @return empty when mailing or recipient are gone
     */
    public Optional<String> webView(
            int companyId, int mailingId, long customerId, Instant sendDate) {
        try {
            return database.inTransaction(
                    tx -> {
                        MailingSnapshot snapshot =
                                MailingSnapshots.take(
                                        tx, companyId, mailingId, 0, PREVIEW, sendDate, Draft.NONE);
                        RecipientRow row = find(tx, snapshot, customerId).orElse(null);
                        return row == null
                                ? Optional.<String>empty()
                                : Optional.of(
                                        new PreviewCompiler(
                                                        snapshot,
                                                        RenderEnvironment.of(clock),
                                                        RenderMode.WEB_VIEW)
                                                .html(row));
                    });
        } catch (NotFound e) {
            return Optional.empty();
        }
    }

    private static RecipientRow recipient(
            Transaction tx, Actor actor, MailingSnapshot snapshot, long customerId) {
        if (customerId != 0) {
            return Optional.of(customerId)
                    .filter(id -> RecipientAccess.sees(tx, actor, id))
                    .flatMap(id -> find(tx, snapshot, id))
                    .orElseThrow(() -> new NotFound("recipient", customerId));
        }
        return tx.sql()
                .createQuery(
                        "SELECT customer_id FROM customer_"
                                + snapshot.tenant().companyId()
                                + "_binding_tbl b WHERE mailinglist_id = :list AND user_status = 1"
                                + " AND user_type IN ('A', 'T')"
                                + RecipientAccess.and(actor, "b.customer_id")
                                + " ORDER BY user_type, customer_id"
                                + " LIMIT 1")
                .bind("list", snapshot.run().mailinglistId())
                .mapTo(Long.class)
                .findOne()
                .flatMap(id -> find(tx, snapshot, id))
                .orElseGet(() -> unknown(snapshot));
    }

    private static RecipientRow unknown(MailingSnapshot snapshot) {
        return new RecipientRow(
                0,
                'T',
                1,
                "",
                1,
                false,
                new String[snapshot.columns().size()],
                new boolean[snapshot.targets().size()]);
    }

    /** Conditions of target groups hold characters that mean something to Jdbi: plain JDBC. */
    private static Optional<RecipientRow> find(
            Transaction tx, MailingSnapshot snapshot, long customerId) {
        int company = snapshot.tenant().companyId();
        String sql =
                "SELECT "
                        + snapshot.selectColumnsSql()
                        + " FROM customer_"
                        + company
                        + "_tbl cust LEFT JOIN customer_"
                        + company
                        + "_binding_tbl bind ON bind.customer_id = cust.customer_id"
                        + " AND bind.mailinglist_id = ? AND bind.mediatype = 0"
                        + " WHERE cust.customer_id = ?";
        try (PreparedStatement statement = tx.connection().prepareStatement(sql)) {
            statement.setInt(1, snapshot.run().mailinglistId());
            statement.setLong(2, customerId);
            try (ResultSet rows = statement.executeQuery()) {
                return rows.next()
                        ? Optional.of(RecipientRow.read(rows, snapshot))
                        : Optional.empty();
            }
        } catch (SQLException e) {
            throw new DatabaseFailure(e);
        }
    }
}
