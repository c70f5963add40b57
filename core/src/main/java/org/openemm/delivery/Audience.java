package org.openemm.delivery;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jdbi.v3.core.statement.Query;
import org.jdbi.v3.core.statement.SqlStatement;
import org.openemm.NotFound;
import org.openemm.content.MediaParameters;
import org.openemm.database.Transaction;

/**
 * Who the recipients of a send job are, as SQL on the recipient table (alias cust) and the bindings
 * of the mailing's list (alias bind).
 */
public final class Audience {
    private final int companyId;
    private final SendKind kind;
    private final String from;
    private final List<String> conditions = new ArrayList<>();
    private final Map<String, Object> values = new HashMap<>();
    private String userTypes = "";

    private Audience(int companyId, Maildrop job, int mailinglistId) {
        this.companyId = companyId;
        kind = job.kind();
        values.put("list", mailinglistId);
        from =
                "customer_%1$d_tbl cust %2$s JOIN customer_%1$d_binding_tbl bind"
                                .formatted(companyId, job.chosenTestRecipients() ? "LEFT" : "")
                        + " ON bind.customer_id = cust.customer_id"
                        + " AND bind.mailinglist_id = :list AND bind.mediatype = 0";
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
     */
    public static Audience of(Transaction tx, Maildrop job, TargetConditions targets) {
        return of(tx, job, facts(tx, job), targets);
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
            TargetConditions targets) {
        return of(
                tx,
                Expected.job(companyId, 0, SendKind.WORLD),
                new MailingFacts(mailinglistId, expression, 0, removeDuplicates),
                targets);
    }

    private static Audience of(
            Transaction tx, Maildrop job, MailingFacts mailing, TargetConditions targets) {
        Audience audience = new Audience(job.companyId(), job, mailing.mailinglistId());
        if (job.chosenTestRecipients()) {
            audience.addChosen(job);
        } else {
            audience.addTypesAndStatus(tx, job);
        }
        audience.addTargets(tx, job, mailing, targets);
        audience.addBlocklist(tx);
        if (mailing.removeDuplicates()) {
            audience.addDuplicates();
        }
        if (mailing.splitId() > 0 && job.kind() == SendKind.WORLD) {
            audience.add(targets.sql(tx, job.companyId(), Integer.toString(mailing.splitId())));
        }
        return audience;
    }

    /** How many, those of the list itself (W) and all others apart. */
    public Count count(Transaction tx) {
        return bind(tx.sql()
                        .createQuery(
                                "SELECT COUNT(*) AS total,"
                                        + " COALESCE(SUM(COALESCE(bind.user_type, 'W') = 'W'),"
                                        + " 0) AS world FROM "
                                        + from
                                        + " WHERE "
                                        + where()))
                .map((row, context) -> new Count(row.getLong("total"), row.getLong("world")))
                .one();
    }

    /**
     * A query that gives the recipients in the order of sending: by customer_id.
     *
     * @param columns of the SELECT
     * @param world those of the list itself (W), or all others, which go first
     */
    public Query select(Transaction tx, String columns, boolean world) {
        return bind(
                tx.sql()
                        .createQuery(
                                "SELECT "
                                        + columns
                                        + " FROM "
                                        + from
                                        + " WHERE "
                                        + where()
                                        + " AND COALESCE(bind.user_type, 'W') "
                                        + (world ? "= 'W'" : "<> 'W'")
                                        + " ORDER BY cust.customer_id"));
    }

    private void addChosen(Maildrop job) {
        values.put("job", job.statusId());
        add(
                "cust.customer_id IN (SELECT chosen.customer_id FROM test_recipients_tbl chosen"
                        + " WHERE chosen.maildrop_status_id = :job)");
        add("COALESCE(bind.user_status, 1) <> 6");
    }

    private void addTypesAndStatus(Transaction tx, Maildrop job) {
        userTypes =
                switch (job.kind()) {
                    case ADMIN -> "'A'";
                    case TEST -> "'A', 'T', 't'";
                    case WORLD, DATE_BASED, ACTION_BASED, ON_DEMAND -> "'A', 'T', 'W', 'w'";
                };
        // The collation does not tell T from t; the first condition can use an index.
        add("bind.user_type IN (" + userTypes + ")");
        add("BINARY bind.user_type IN (" + userTypes + ")");
        boolean optIn = !companyInfo(tx, "opt-in-mailing").isBlank();
        if (optIn && kind.isTrial()) {
            add("bind.user_status IN (1, 5)");
        } else {
            add("bind.user_status = " + (optIn ? 5 : 1));
        }
    }

    private void addTargets(
            Transaction tx, Maildrop job, MailingFacts mailing, TargetConditions targets) {
        if (job.kind() == SendKind.WORLD && !mailing.targetExpression().isBlank()) {
            add(targets.sql(tx, companyId, mailing.targetExpression()));
        }
        if (job.kind().isTrial() && job.testTargetId() > 0) {
            add(targets.sql(tx, companyId, Integer.toString(job.testTargetId())));
        }
    }

    private void addBlocklist(Transaction tx) {
        add(
                "NOT EXISTS (SELECT 1 FROM cust%d_ban_tbl ban WHERE ban.email = cust.email)"
                        .formatted(companyId));
        List<String> patterns = Blocked.patterns(tx, companyId);
        for (int i = 0; i < patterns.size(); i++) {
            values.put("ban" + i, patterns.get(i));
            add("cust.email NOT LIKE :ban" + i);
        }
    }

    /** Of all with the same address only the first; addresses differ in nothing but case. */
    private void addDuplicates() {
        add(
                """
                cust.customer_id IN (SELECT first_id FROM (
                    SELECT MIN(cust.customer_id) AS first_id FROM %s WHERE %s
                     GROUP BY LOWER(cust.email) COLLATE utf8mb4_bin) AS firsts)
                """
                        .formatted(from, where()));
    }

    private void add(String condition) {
        conditions.add("(" + condition + ")");
    }

    private String where() {
        return String.join(" AND ", conditions);
    }

    private <T extends SqlStatement<T>> T bind(T statement) {
        // Text of people may stand in target groups: nothing in it is a template.
        statement.setTemplateEngine((template, context) -> template);
        return statement.bindMap(values);
    }

    private String companyInfo(Transaction tx, String name) {
        return tx.sql()
                .createQuery(
                        """
                        SELECT cvalue FROM company_info_tbl
                         WHERE cname = :name AND company_id IN (0, :company)
                         ORDER BY company_id DESC LIMIT 1
                        """)
                .bind("name", name)
                .bind("company", companyId)
                .mapTo(String.class)
                .findOne()
                .orElse("");
    }

    private static MailingFacts facts(Transaction tx, Maildrop job) {
        return tx.sql()
                .createQuery(
                        """
                        SELECT m.mailinglist_id, COALESCE(m.target_expression, '') AS expression,
                               m.split_id, COALESCE(t.param, '') AS param
                          FROM mailing_tbl m
                          LEFT JOIN mailing_mt_tbl t
                            ON t.mailing_id = m.mailing_id AND t.mediatype = 0
                         WHERE m.mailing_id = :mailing AND m.company_id = :company
                           AND m.deleted = 0
                        """)
                .bind("mailing", job.mailingId())
                .bind("company", job.companyId())
                .map(
                        (row, context) ->
                                new MailingFacts(
                                        row.getInt("mailinglist_id"),
                                        row.getString("expression"),
                                        row.getInt("split_id"),
                                        MediaParameters.parse(row.getString("param"))
                                                .isTrue("remove_dups")))
                .findOne()
                .orElseThrow(() -> new NotFound("mailing", job.mailingId()));
    }

    /** Numbers of recipients. */
    public record Count(long total, long world) {
        public long others() {
            return total - world;
        }
    }

    private record MailingFacts(
            int mailinglistId, String targetExpression, int splitId, boolean removeDuplicates) {}
}
