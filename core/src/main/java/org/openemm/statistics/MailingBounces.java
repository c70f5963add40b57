package org.openemm.statistics;

import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.openemm.NotFound;
import org.openemm.account.Actor;
import org.openemm.bounce.BounceDetail;
import org.openemm.database.Database;
import org.openemm.database.Transaction;
import org.openemm.recipient.RecipientAccess;

/**
 * Why mails of one mailing bounced, and at whose servers. A recipient counts once among the hard
 * and once among the soft bounces, with the last reason: the sums are those of {@link
 * MailingSummary}.
 */
public final class MailingBounces {
    private static final String RIGHT = "stats.mailing";

    private final Database database;
    private final MailingFiguresStore store = new MailingFiguresStore();

    public MailingBounces(Database database) {
        this.database = database;
    }

    /**
     * @param domain of the recipients; empty for those who were deleted
     */
    public record Cell(String domain, BounceDetail detail, long recipients) {}

    /** Recipients who bounced for one reason. */
    public record Reason(BounceDetail detail, long recipients) {}

    /**
     * @param name empty for recipients who were deleted
     */
    public record Domain(String name, long hard, long soft) {
        public long total() {
            return hard + soft;
        }
    }

    /**
     * @param cells each domain with each reason
     */
    public record Figures(List<Cell> cells) {
        public Figures {
            cells = List.copyOf(cells);
        }

        /** Hard ones first, then by number. */
        public List<Reason> reasons() {
            Map<BounceDetail, Long> sums = new EnumMap<>(BounceDetail.class);
            cells.forEach(cell -> sums.merge(cell.detail(), cell.recipients(), Long::sum));
            return sums.entrySet().stream()
                    .map(sum -> new Reason(sum.getKey(), sum.getValue()))
                    .sorted(
                            Comparator.comparing((Reason reason) -> !counts(reason.detail()))
                                    .thenComparing(Reason::recipients, Comparator.reverseOrder()))
                    .toList();
        }

        /** Those with most bounces first. */
        public List<Domain> domains() {
            Map<String, Domain> sums = new TreeMap<>();
            for (Cell cell : cells) {
                boolean hard = counts(cell.detail());
                sums.merge(
                        cell.domain(),
                        new Domain(
                                cell.domain(),
                                hard ? cell.recipients() : 0,
                                hard ? 0 : cell.recipients()),
                        (a, b) -> new Domain(a.name(), a.hard() + b.hard(), a.soft() + b.soft()));
            }
            return sums.values().stream()
                    .sorted(Comparator.comparing(Domain::total, Comparator.reverseOrder()))
                    .toList();
        }

        public long total() {
            return cells.stream().mapToLong(Cell::recipients).sum();
        }
    }

    /** Whether it counts among the hard bounces of {@link MailingSummary}. */
    public static boolean counts(BounceDetail detail) {
        return detail.code() >= BounceDetail.HARD_OTHER.code();
    }

    /**
     * @throws NotFound when the actor's company has no such mailing
     */
    public Figures of(Actor actor, int mailingId) {
        actor.require(RIGHT);
        return database.inTransaction(
                tx -> {
                    if (store.head(tx, actor.companyId(), mailingId).isEmpty()) {
                        throw new NotFound("mailing", mailingId);
                    }
                    return new Figures(cells(tx, actor, mailingId));
                });
    }

    private static List<Cell> cells(Transaction tx, Actor actor, int mailing) {
        int company = actor.companyId();
        return tx.sql()
                .createQuery(
                        """
                        SELECT COALESCE(LOWER(SUBSTRING_INDEX(c.email, '@', -1)), '') AS domain,
                               b.detail, COUNT(*) AS recipients
                          FROM (SELECT customer_id, detail,
                                       ROW_NUMBER() OVER (
                                           PARTITION BY customer_id, detail >= 510
                                           ORDER BY timestamp DESC, bounce_id DESC) AS place
                                  FROM bounce_tbl
                                 WHERE mailing_id = :mailing AND company_id = :company) b
                          LEFT JOIN customer_<company>_tbl c ON c.customer_id = b.customer_id
                         WHERE b.place = 1%s
                         GROUP BY domain, b.detail
                         ORDER BY recipients DESC, domain, b.detail
                        """
                                .formatted(RecipientAccess.and(actor, "b.customer_id")))
                .define("company", company)
                .bind("company", company)
                .bind("mailing", mailing)
                .map(
                        (row, context) ->
                                new Cell(
                                        row.getString("domain"),
                                        BounceDetail.of(row.getInt("detail")),
                                        row.getLong("recipients")))
                .list();
    }
}
