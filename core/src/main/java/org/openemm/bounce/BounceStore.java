package org.openemm.bounce;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jdbi.v3.core.statement.PreparedBatch;
import org.openemm.database.Transaction;

/** SQL of bounces and of the bindings they end. */
final class BounceStore {
    private static final String COMPANY = "company";
    private static final String CUSTOMER = "customer";
    private static final String MAILING = "mailing";
    private static final int HARD = 510;

    /**
     * What is known about the mails of these bounces, as of now, not as of the transaction's begin.
     */
    Earlier earlier(Transaction tx, int company, List<Qualified> bounces) {
        Earlier earlier = new Earlier();
        Map<Integer, List<Qualified>> byMailing =
                bounces.stream()
                        .collect(
                                Collectors.groupingBy(
                                        one -> one.bounce().mailingId(),
                                        TreeMap::new,
                                        Collectors.toList()));
        byMailing.forEach(
                (mailing, ones) -> {
                    Instant first =
                            ones.stream()
                                    .map(one -> one.bounce().time())
                                    .min(Instant::compareTo)
                                    .orElseThrow();
                    tx.sql()
                            .createQuery(
                                    """
                                    SELECT customer_id, detail, timestamp FROM bounce_tbl
                                     WHERE mailing_id = :mailing AND customer_id IN (<customers>)
                                       AND company_id = :company AND timestamp >= :since
                                       FOR UPDATE
                                    """)
                            .bind(MAILING, mailing)
                            .bind(COMPANY, company)
                            .bind("since", first.minus(Earlier.SPEAKS))
                            .bindList(
                                    "customers",
                                    ones.stream()
                                            .map(one -> one.bounce().customerId())
                                            .distinct()
                                            .toList())
                            .map(
                                    (row, context) -> {
                                        earlier.add(
                                                mailing,
                                                row.getLong("customer_id"),
                                                row.getInt("detail"),
                                                row.getTimestamp("timestamp").toInstant());
                                        return 0;
                                    })
                            .list();
                });
        return earlier;
    }

    void insert(Transaction tx, List<Qualified> bounces) {
        if (bounces.isEmpty()) {
            return;
        }
        PreparedBatch batch =
                tx.sql()
                        .prepareBatch(
                                """
                                INSERT INTO bounce_tbl
                                       (company_id, customer_id, mailing_id, detail, dsn, timestamp,
                                        source, status_text, rule_id, message_id)
                                VALUES (:company, :customer, :mailing, :detail, :dsn, :time,
                                        :source, :text, :rule, :message)
                                """);
        bounces.forEach(one -> bind(batch, one).bind("time", one.bounce().time()).add());
        batch.execute();
        collect(tx, bounces.stream().filter(one -> one.detail().code() < HARD).toList());
    }

    /** For the scoring. */
    private static void collect(Transaction tx, List<Qualified> soft) {
        if (soft.isEmpty()) {
            return;
        }
        PreparedBatch batch =
                tx.sql()
                        .prepareBatch(
                                """
                                INSERT INTO bounce_collect_tbl
                                       (company_id, customer_id, mailing_id, timestamp)
                                VALUES (:company, :customer, :mailing, :time)
                                """);
        soft.forEach(
                one ->
                        batch.bind(COMPANY, one.bounce().companyId())
                                .bind(CUSTOMER, one.bounce().customerId())
                                .bind(MAILING, one.bounce().mailingId())
                                .bind("time", one.bounce().time())
                                .add());
        batch.execute();
    }

    private static PreparedBatch bind(PreparedBatch batch, Qualified one) {
        Bounce bounce = one.bounce();
        return batch.bind(COMPANY, bounce.companyId())
                .bind(CUSTOMER, bounce.customerId())
                .bind(MAILING, bounce.mailingId())
                .bind("detail", one.detail().code())
                .bind("dsn", one.code())
                .bind("source", bounce.source().code())
                .bind("text", bounce.text())
                .bind("rule", one.ruleId() == 0 ? null : one.ruleId())
                .bind("message", bounce.messageId() == 0 ? null : bounce.messageId());
    }

    /** The first doubt of a recipient and mailing counts. */
    void hold(Transaction tx, List<Qualified> bounces) {
        if (bounces.isEmpty()) {
            return;
        }
        PreparedBatch batch =
                tx.sql()
                        .prepareBatch(
                                """
                                INSERT IGNORE INTO bounce_held_tbl
                                       (company_id, customer_id, mailing_id, detail, dsn, rule_id,
                                        rule_name, source, status_text, message_id, bounced, due)
                                VALUES (:company, :customer, :mailing, :detail, :dsn, :rule, :name,
                                        :source, :text, :message, :time, :due)
                                """);
        bounces.forEach(
                one ->
                        bind(batch, one)
                                .bind("name", one.ruleName())
                                .bind("time", one.bounce().time())
                                .bind("due", one.bounce().time().plus(HeldBounces.DOUBT))
                                .add());
        batch.execute();
    }

    /** On all lists; with duplicates also of other recipients with the same address. */
    void endBindings(Transaction tx, int company, List<Qualified> bounces, boolean duplicates) {
        // From the recipient to his duplicates to their lists, never the other way round.
        String whose =
                duplicates
                        ? """
                        UPDATE customer_%1$d_tbl origin
                          STRAIGHT_JOIN customer_%1$d_tbl cust ON cust.email = origin.email
                           AND (cust.customer_id = origin.customer_id
                                OR SUBSTRING_INDEX(cust.email, '@', 1)
                                   = BINARY SUBSTRING_INDEX(origin.email, '@', 1))
                          STRAIGHT_JOIN customer_%1$d_binding_tbl bind
                             ON bind.customer_id = cust.customer_id
                        %2$s WHERE origin.customer_id = :customer
                        """
                        : "UPDATE customer_%1$d_binding_tbl bind %2$s WHERE bind.customer_id ="
                                + " :customer";
        String ended =
                """
                SET bind.user_status = 2, bind.user_remark = :remark,
                    bind.exit_mailing_id = :mailing, bind.timestamp = :time
                """;
        PreparedBatch batch =
                tx.sql()
                        .prepareBatch(
                                whose.formatted(company, ended)
                                        + " AND bind.mediatype = 0 AND bind.user_status IN (1, 7)");
        bounces.forEach(
                one ->
                        batch.bind(CUSTOMER, one.bounce().customerId())
                                .bind("remark", one.remark())
                                .bind(MAILING, one.bounce().mailingId())
                                .bind("time", one.bounce().time())
                                .add());
        batch.execute();
    }

    /** Where recipients have such a field. */
    void forbidEncryption(Transaction tx, int company, List<Qualified> bounces) {
        if (bounces.isEmpty() || !hasEncryption(tx, company)) {
            return;
        }
        PreparedBatch batch =
                tx.sql()
                        .prepareBatch(
                                "UPDATE customer_"
                                        + company
                                        + "_tbl SET sys_encrypted_sending = 0 WHERE customer_id ="
                                        + " :customer");
        bounces.forEach(one -> batch.bind(CUSTOMER, one.bounce().customerId()).add());
        batch.execute();
    }

    private static boolean hasEncryption(Transaction tx, int company) {
        return tx.sql()
                .createQuery(
                        """
                        SELECT COUNT(*) > 0 FROM information_schema.columns
                         WHERE table_schema = DATABASE() AND table_name = :table
                           AND column_name = 'sys_encrypted_sending'
                        """)
                .bind("table", "customer_" + company + "_tbl")
                .mapTo(Boolean.class)
                .one();
    }
}
