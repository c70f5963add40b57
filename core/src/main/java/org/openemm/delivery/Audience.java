package org.openemm.delivery;

import java.time.Instant;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jdbi.v3.core.statement.Query;
import org.openemm.NotFound;
import org.openemm.account.Actor;
import org.openemm.database.Transaction;
import org.openemm.mailing.FollowUp;
import org.openemm.mailing.MailingType;

/**
 * Who the recipients of a send job are, as SQL on the recipient table (alias cust) and the bindings
 * of the mailing's list (alias bind). The same conditions choose the recipients of a sending and
 * tell before why somebody will not get it.
 */
public final class Audience {
    private final AudienceSql sql;

    private Audience(AudienceSql sql) {
        this.sql = sql;
    }

    /** Turns target expressions into conditions on alias cust. */
    @FunctionalInterface
    public interface TargetConditions {
        /**
         * @param expression ids of target groups with {@code ( ) & | !}
         */
        String sql(Transaction tx, int companyId, String expression);
    }

    /**
     * The recipients of a job.
     *
     * @throws NotFound for a mailing that does not exist any more
     * @throws org.openemm.InvalidInput a target group is gone or broken, or the mailing that this
     *     one follows was never sent
     */
    public static Audience of(Transaction tx, Maildrop job, TargetConditions targets) {
        return of(tx, job, AudienceFacts.of(tx, job.companyId(), job.mailingId()), targets);
    }

    /** As {@link #of}, with everybody of the same address: quick where only a few are looked at. */
    static Audience withDuplicates(Transaction tx, Maildrop job, TargetConditions targets) {
        AudienceFacts mailing = AudienceFacts.of(tx, job.companyId(), job.mailingId());
        return of(
                tx,
                job,
                new AudienceFacts(
                        mailing.mailinglistId(),
                        mailing.type(),
                        mailing.targetExpression(),
                        mailing.splitId(),
                        false,
                        mailing.followUp()),
                targets);
    }

    /**
     * The recipients that settings would select which nobody has saved yet.
     *
     * @param expression ids of target groups; blank: everybody
     */
    static Audience ofSettings(
            Transaction tx,
            int companyId,
            int mailinglistId,
            String expression,
            boolean removeDuplicates,
            Instant now,
            TargetConditions targets) {
        return of(
                tx,
                Expected.job(companyId, 0, SendKind.WORLD, now),
                new AudienceFacts(
                        mailinglistId,
                        MailingType.NORMAL,
                        expression,
                        0,
                        removeDuplicates,
                        FollowUp.NONE),
                targets);
    }

    /**
     * Those of some recipients who may get an action-based mailing.
     *
     * @param statuses states on the list that get it
     * @param forced without regard to list and status; the blocklist still holds
     */
    public static Audience ofEvent(
            Transaction tx,
            Maildrop job,
            List<Long> customerIds,
            Set<Integer> statuses,
            boolean forced,
            TargetConditions targets) {
        AudienceFacts mailing = AudienceFacts.of(tx, job.companyId(), job.mailingId());
        CompanyInfo info = CompanyInfo.of(tx, job.companyId(), job.mailingId());
        boolean free = forced || info.isTrue("force-sending", false);
        AudienceSql sql = new AudienceSql(job, mailing.mailinglistId(), free);
        sql.limitTo(customerIds);
        if (!free) {
            sql.addStatuses(statuses);
        }
        if (info.isTrue("campaign-enable-target-groups", false)
                && !mailing.targetExpression().isBlank()) {
            sql.add(
                    Exclusion.TARGET_GROUPS,
                    targets.sql(tx, job.companyId(), mailing.targetExpression()));
        }
        sql.addFixedClauses(info, "action", "e");
        sql.addBlocklist(tx);
        sql.addMailsPerDay(MailsPerDay.of(tx, job.companyId()));
        return new Audience(sql);
    }

    /** Only those of them of whom an actor may know. */
    Audience seenBy(Actor actor) {
        if (!actor.limit().isNone()) {
            sql.add(Exclusion.TARGET_GROUPS, actor.limit().sql());
        }
        return this;
    }

    private static Audience of(
            Transaction tx, Maildrop job, AudienceFacts mailing, TargetConditions targets) {
        AudienceSql sql = new AudienceSql(job, mailing.mailinglistId(), job.chosenTestRecipients());
        CompanyInfo info = CompanyInfo.of(tx, job.companyId(), job.mailingId());
        if (job.chosenTestRecipients()) {
            sql.addChosen();
        } else {
            sql.addStatus(info);
            sql.addTypes();
        }
        if (job.kind().isTrial()) {
            if (job.testTargetId() > 0) {
                sql.add(
                        Exclusion.TEST_GROUP,
                        targets.sql(tx, job.companyId(), Integer.toString(job.testTargetId())));
            }
        } else {
            addChoice(tx, sql, job, mailing, info, targets);
        }
        if (job.kind().isTrial() && job.statusId() != 0) {
            String limit = SendLimits.of(tx, job.statusId());
            if (!limit.isEmpty()) {
                sql.add(Exclusion.TEST_GROUP, targets.sql(tx, job.companyId(), limit));
            }
        }
        sql.addBlocklist(tx);
        if (!job.kind().isTrial()) {
            sql.addBounceBleed(info);
        }
        if (mailing.removeDuplicates()) {
            sql.addDuplicates();
        }
        if (!job.kind().isTrial()) {
            if (mailing.splitId() > 0) {
                sql.add(
                        Exclusion.OTHER_PART,
                        targets.sql(tx, job.companyId(), Integer.toString(mailing.splitId())));
            }
            sql.addMailsPerDay(MailsPerDay.of(tx, job.companyId()));
        }
        return new Audience(sql);
    }

    private static void addChoice(
            Transaction tx,
            AudienceSql sql,
            Maildrop job,
            AudienceFacts mailing,
            CompanyInfo info,
            TargetConditions targets) {
        if (!mailing.targetExpression().isBlank()) {
            sql.add(
                    Exclusion.TARGET_GROUPS,
                    targets.sql(tx, job.companyId(), mailing.targetExpression()));
        }
        String type =
                switch (mailing.type()) {
                    case NORMAL -> "world";
                    case ACTION_BASED -> "action";
                    case DATE_BASED -> "date";
                    case FOLLOW_UP -> "followup";
                    case INTERVAL -> "interval";
                };
        sql.addFixedClauses(info, type, String.valueOf(Character.toLowerCase(job.kind().code())));
        if (mailing.followUp().isSet()) {
            Followers followers = new Followers(mailing.followUp());
            sql.add(Exclusion.FOLLOW_UP, followers.condition(tx, job.companyId()));
        }
    }

    /** How many, those of the list itself (W) and all others apart. */
    public Count count(Transaction tx) {
        return sql.query(
                        tx,
                        "SELECT COUNT(*) AS total,"
                                + " COALESCE(SUM(COALESCE(bind.user_type, 'W') = 'W'), 0) AS world"
                                + " FROM "
                                + sql.from()
                                + " WHERE "
                                + sql.where())
                .map((row, context) -> new Count(row.getLong("total"), row.getLong("world")))
                .one();
    }

    /** From everybody on the list to the recipients, in one pass. */
    public Breakdown breakdown(Transaction tx) {
        Map<Exclusion, Long> excluded = new EnumMap<>(Exclusion.class);
        long[] kept = new long[2];
        sql.query(
                        tx,
                        "SELECT reason, COUNT(*) AS number, SUM(world) AS world FROM (SELECT "
                                + sql.reason()
                                + " AS reason, COALESCE(bind.user_type, 'W') = 'W' AS world FROM "
                                + sql.from()
                                + ") why GROUP BY reason")
                .map(
                        (row, context) ->
                                new long[] {
                                    row.getLong("reason"),
                                    row.getLong("number"),
                                    row.getLong("world")
                                })
                .forEach(
                        row -> {
                            if (row[0] < 0) {
                                kept[0] = row[1];
                                kept[1] = row[2];
                            } else {
                                excluded.put(Exclusion.values()[(int) row[0]], row[1]);
                            }
                        });
        long without = excluded.values().stream().mapToLong(Long::longValue).sum();
        return new Breakdown(kept[0] + without, excluded, kept[0], kept[1]);
    }

    /**
     * A query that gives the recipients in the order of sending: by customer_id.
     *
     * @param columns of the SELECT
     * @param world those of the list itself (W), or all others, which go first
     */
    public Query select(Transaction tx, String columns, boolean world) {
        return select(
                tx,
                columns,
                " AND COALESCE(bind.user_type, 'W') " + (world ? "= 'W'" : "<> 'W'"),
                "");
    }

    /** As the other, whatever their type. */
    public Query select(Transaction tx, String columns) {
        return select(tx, columns, "", "");
    }

    /** A few recipients, in the order of their numbers from that one on. */
    Query some(Transaction tx, String columns, long from, int most) {
        return select(tx, columns, " AND cust.customer_id >= " + from, " LIMIT " + most);
    }

    private Query select(Transaction tx, String columns, String condition, String limit) {
        return sql.query(
                tx,
                "SELECT "
                        + columns
                        + " FROM "
                        + sql.from()
                        + " WHERE "
                        + sql.where()
                        + condition
                        + " ORDER BY cust.customer_id"
                        + limit);
    }

    /** Numbers of recipients. */
    public record Count(long total, long world) {
        public long others() {
            return total - world;
        }
    }
}
