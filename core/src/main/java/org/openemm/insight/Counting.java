package org.openemm.insight;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.statement.Query;
import org.openemm.account.Actor;
import org.openemm.database.Transaction;
import org.openemm.recipient.BindingStatus;
import org.openemm.recipient.RecipientCondition;
import org.openemm.recipient.RecipientQuery;
import org.openemm.recipient.Recipients;
import org.openemm.recipient.UserType;

/** Counts and looks up recipients. */
final class Counting {
    /** Whoever opened a mailing fits into memory, for two million of them. */
    private static final String ROOM =
            ", tmp_table_size = 134217728, max_heap_table_size = 134217728";

    private final Recipients recipients;

    Counting(Recipients recipients) {
        this.recipients = recipients;
    }

    /** Whom of a list, or of all for 0, the person sees and the rule selects. */
    RecipientCondition condition(Transaction tx, Actor actor, String sql, int mailinglistId) {
        return recipients.condition(
                tx,
                actor,
                new RecipientQuery(
                        "",
                        "",
                        "",
                        "",
                        mailinglistId,
                        mailinglistId == 0 ? null : BindingStatus.ACTIVE,
                        null,
                        sql,
                        "customer_id",
                        false,
                        1,
                        null));
    }

    static long count(
            Transaction tx,
            Lane.Turn turn,
            Duration longest,
            int company,
            RecipientCondition condition) {
        return bound(
                        turn.query(
                                tx,
                                longest,
                                ROOM,
                                "SELECT COUNT(*) FROM %s cust WHERE %s"
                                        .formatted(customers(company), condition.sql())),
                        condition)
                .mapTo(long.class)
                .one();
    }

    static List<Long> some(
            Transaction tx,
            Lane.Turn turn,
            Duration longest,
            int company,
            RecipientCondition condition) {
        return bound(
                        turn.query(
                                tx,
                                longest,
                                ROOM,
                                "SELECT cust.customer_id FROM %s cust WHERE %s LIMIT %d"
                                        .formatted(
                                                customers(company),
                                                condition.sql(),
                                                Insights.SAMPLE)),
                        condition)
                .mapTo(Long.class)
                .list();
    }

    /** Numbers by mailing list, kind and state. */
    List<ListPart> byList(Transaction tx, Lane.Turn turn, Actor actor, String sql) {
        RecipientCondition condition = condition(tx, actor, sql, 0);
        String query =
                """
                SELECT b.mailinglist_id, b.user_type, b.user_status, COUNT(DISTINCT b.customer_id) AS recipients
                  FROM customer_%d_binding_tbl b JOIN %s cust ON cust.customer_id = b.customer_id
                 WHERE %s
                 GROUP BY b.mailinglist_id, b.user_type, b.user_status
                """
                        .formatted(
                                actor.companyId(), customers(actor.companyId()), condition.sql());
        List<ListPart> parts = new ArrayList<>();
        bound(turn.query(tx, query), condition)
                .mapToMap()
                .forEach(
                        row -> {
                            Optional<UserType> type =
                                    Optional.ofNullable(row.get("user_type"))
                                            .map(Object::toString)
                                            .filter(code -> !code.isEmpty())
                                            .flatMap(code -> UserType.find(code.charAt(0)));
                            Optional<BindingStatus> status =
                                    BindingStatus.find(number(row.get("user_status")).intValue());
                            if (type.isPresent() && status.isPresent()) {
                                parts.add(
                                        new ListPart(
                                                number(row.get("mailinglist_id")).intValue(),
                                                type.get(),
                                                status.get(),
                                                number(row.get("recipients")).longValue()));
                            }
                        });
        return parts;
    }

    private static Number number(Object value) {
        return value instanceof Number number ? number : 0;
    }

    private static Query bound(Query query, RecipientCondition condition) {
        condition.values().forEach(query::bind);
        return query;
    }

    static String customers(int company) {
        return "customer_" + company + "_tbl";
    }
}
