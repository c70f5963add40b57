package org.openemm.rendering;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.openemm.account.Actor;
import org.openemm.content.MediaParameters;
import org.openemm.content.NamedAddress;
import org.openemm.database.Database;
import org.openemm.database.Transaction;

/**
 * Sender domains whose mails leave without a DKIM signature, which makes many receivers take them
 * for spam.
 */
public final class UnsignedSenders {
    private static final Duration IN_USE = Duration.ofDays(90);
    private final Database database;
    private final Clock clock;

    public UnsignedSenders(Database database, Clock clock) {
        this.database = database;
        this.clock = clock;
    }

    /** Of mailings sent in the last 90 days, scheduled or planned; in the order of the alphabet. */
    public List<String> domains(Actor actor) {
        actor.require("mailing.show");
        Instant now = clock.instant();
        return database.inTransaction(
                tx -> {
                    DkimKeys keys = new DkimKeys(tx, tenant(tx, actor.companyId()));
                    Map<String, String> senders = senders(tx, actor.companyId(), now.minus(IN_USE));
                    return senders.entrySet().stream()
                            .filter(sender -> keys.find(sender.getValue(), now) == null)
                            .map(Map.Entry::getKey)
                            .toList();
                });
    }

    /** Only the settings matter for finding a key. */
    private static MailingSnapshot.Tenant tenant(Transaction tx, int company) {
        return new MailingSnapshot.Tenant(
                company, 0, "", "", "", "", new SnapshotStore(tx, company, 0).settings());
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
                            String address =
                                    MailAddress.ascii(NamedAddress.parse(from).address().strip());
                            String domain = MailAddress.domain(address).toLowerCase(Locale.ROOT);
                            if (!domain.isEmpty()) {
                                senders.put(domain, from);
                            }
                        });
        return senders;
    }
}
