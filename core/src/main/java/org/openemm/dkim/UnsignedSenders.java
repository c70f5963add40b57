package org.openemm.dkim;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.openemm.account.Actor;
import org.openemm.content.MediaParameters;
import org.openemm.database.Database;
import org.openemm.database.Transaction;

/**
 * Sender domains whose mails leave without a DKIM signature, which makes many receivers take them
 * for spam.
 */
public final class UnsignedSenders {
    private static final Duration IN_USE = Duration.ofDays(90);
    private final Database database;
    private final SenderKeys keys;
    private final Clock clock;

    public UnsignedSenders(Database database, SenderKeys keys, Clock clock) {
        this.database = database;
        this.keys = keys;
        this.clock = clock;
    }

    /** Of mailings sent in the last 90 days, scheduled or planned; in the order of the alphabet. */
    public List<String> domains(Actor actor) {
        actor.require("mailing.show");
        Instant now = clock.instant();
        return database.inTransaction(
                tx -> {
                    Map<String, String> settings = SenderKeys.settings(tx, actor.companyId());
                    return senders(tx, actor.companyId(), now.minus(IN_USE)).entrySet().stream()
                            .filter(
                                    sender ->
                                            keys.find(
                                                            tx,
                                                            actor.companyId(),
                                                            settings,
                                                            sender.getValue(),
                                                            now)
                                                    .isEmpty())
                            .map(Map.Entry::getKey)
                            .toList();
                });
    }

    /** All of them, signed or not. */
    public List<String> all(Actor actor) {
        actor.require("mailing.show");
        Instant since = clock.instant().minus(IN_USE);
        return database.inTransaction(
                tx -> List.copyOf(senders(tx, actor.companyId(), since).keySet()));
    }

    /** Domain to one address in it. */
    private static Map<String, String> senders(Transaction tx, int company, Instant since) {
        Map<String, String> senders = new TreeMap<>();
        tx.sql()
                .createQuery(
                        """
                        SELECT DISTINCT t.param
                          FROM mailing_tbl m
                          JOIN mailing_mt_tbl t ON t.mailing_id = m.mailing_id AND t.mediatype = 0
                         WHERE m.company_id = :company AND m.deleted = 0 AND COALESCE(m.is_template, 0) = 0
                           AND (m.send_date >= :since OR m.send_date IS NULL AND m.plan_date >= :since)
                        """)
                .bind("company", company)
                .bind("since", since)
                .mapTo(String.class)
                .forEach(
                        parameters -> {
                            String from = MediaParameters.parse(parameters).get("from", "");
                            String domain = SenderDomain.of(from).domain();
                            if (!domain.isEmpty()) {
                                senders.put(domain, from);
                            }
                        });
        return senders;
    }
}
