package org.openemm.mailinglist;

import java.util.EnumMap;
import java.util.HashMap;
import java.util.Map;
import org.openemm.account.Actor;
import org.openemm.account.RecipientLimit;
import org.openemm.database.Counted;
import org.openemm.database.Database;
import org.openemm.database.Transaction;
import org.openemm.recipient.BindingStatus;
import org.openemm.recipient.RecipientAccess;

/** Numbers of mailing lists: recipients and mailings. */
final class MailinglistFigures {
    private record Key(int companyId, RecipientLimit limit) {}

    private final Counted counted;

    MailinglistFigures(Counted counted) {
        this.counted = counted;
    }

    Map<Integer, Map<BindingStatus, Long>> recipients(Database database, Actor actor) {
        return counted.of(
                new Key(actor.companyId(), actor.limit()),
                () -> database.inTransaction(tx -> count(tx, actor)));
    }

    Map<Integer, Long> useCounts(Transaction tx, int companyId) {
        Map<Integer, Long> counts = new HashMap<>();
        tx.sql()
                .createQuery(
                        """
                        SELECT mailinglist_id, COUNT(*) AS mailings FROM mailing_tbl
                         WHERE company_id = :company AND deleted = 0 GROUP BY mailinglist_id
                        """)
                .bind("company", companyId)
                .map(
                        (row, context) ->
                                Map.entry(row.getInt("mailinglist_id"), row.getLong("mailings")))
                .forEach(use -> counts.put(use.getKey(), use.getValue()));
        return counts;
    }

    static Map<BindingStatus, Long> world(Transaction tx, Actor actor, int mailinglistId) {
        Map<BindingStatus, Long> counts = new EnumMap<>(BindingStatus.class);
        tx.sql()
                .createQuery(
                        """
                        SELECT user_status, COUNT(*) AS recipients
                          FROM customer_%d_binding_tbl b
                         WHERE mailinglist_id = :list AND mediatype = 0 AND user_type = 'W'%s
                         GROUP BY user_status
                        """
                                .formatted(
                                        actor.companyId(),
                                        RecipientAccess.and(actor, "b.customer_id")))
                .bind("list", mailinglistId)
                .map(
                        (row, context) ->
                                Map.entry(row.getInt("user_status"), row.getLong("recipients")))
                .forEach(
                        count ->
                                BindingStatus.find(count.getKey())
                                        .ifPresent(status -> counts.put(status, count.getValue())));
        return counts;
    }

    private static Map<Integer, Map<BindingStatus, Long>> count(Transaction tx, Actor actor) {
        Map<Integer, Map<BindingStatus, Long>> counts = new HashMap<>();
        tx.sql()
                .createQuery(
                        """
                        SELECT mailinglist_id, user_status, COUNT(*) AS recipients
                          FROM customer_%d_binding_tbl b
                         WHERE mediatype = 0%s GROUP BY mailinglist_id, user_status
                        """
                                .formatted(
                                        actor.companyId(),
                                        RecipientAccess.and(actor, "b.customer_id")))
                .map(
                        (row, context) ->
                                new Count(
                                        row.getInt("mailinglist_id"),
                                        row.getInt("user_status"),
                                        row.getLong("recipients")))
                .forEach(
                        count ->
                                BindingStatus.find(count.status)
                                        .ifPresent(
                                                status ->
                                                        counts.computeIfAbsent(
                                                                        count.list,
                                                                        list ->
                                                                                new EnumMap<>(
                                                                                        BindingStatus
                                                                                                .class))
                                                                .put(status, count.number)));
        return counts;
    }

    private record Count(int list, int status, long number) {}
}
