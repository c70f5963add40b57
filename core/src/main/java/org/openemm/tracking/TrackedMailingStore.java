package org.openemm.tracking;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.openemm.database.Transaction;
import org.openemm.tracking.TrackedMailing.Parameter;
import org.openemm.tracking.TrackedMailing.TrackedLink;

/** Reads mailings with their links as the redirect needs them. */
final class TrackedMailingStore {

    Optional<TrackedMailing> find(Transaction tx, int companyId, int mailingId) {
        Map<Integer, List<Parameter>> extensions = extensions(tx, companyId, mailingId);
        Map<Integer, TrackedLink> links = new HashMap<>();
        tx.sql()
                .createQuery(
                        """
                        SELECT url_id, full_url FROM rdir_url_tbl
                         WHERE company_id = :company AND mailing_id = :mailing
                        """)
                .bind("company", companyId)
                .bind("mailing", mailingId)
                .map(
                        (row, context) ->
                                new TrackedLink(
                                        row.getInt(1),
                                        row.getString(2),
                                        extensions.getOrDefault(row.getInt(1), List.of())))
                .forEach(link -> links.put(link.urlId(), link));
        return tx.sql()
                .createQuery(
                        """
                        SELECT c.secret_key, c.uid_version, c.status, m.mailinglist_id
                          FROM mailing_tbl m JOIN company_tbl c ON c.company_id = m.company_id
                         WHERE m.company_id = :company AND m.mailing_id = :mailing
                        """)
                .bind("company", companyId)
                .bind("mailing", mailingId)
                .map(
                        (row, context) ->
                                new TrackedMailing(
                                        companyId,
                                        mailingId,
                                        row.getInt("mailinglist_id"),
                                        row.getString("secret_key"),
                                        row.getInt("uid_version"),
                                        "active".equals(row.getString("status")),
                                        Map.copyOf(links)))
                .findOne();
    }

    private static Map<Integer, List<Parameter>> extensions(
            Transaction tx, int companyId, int mailingId) {
        Map<Integer, List<Parameter>> extensions = new HashMap<>();
        tx.sql()
                .createQuery(
                        """
                        SELECT p.url_id, p.param_key, p.param_value
                          FROM rdir_url_tbl u JOIN rdir_url_param_tbl p ON p.url_id = u.url_id
                         WHERE u.company_id = :company AND u.mailing_id = :mailing AND p.param_type = 'LinkExtension'
                         ORDER BY p.url_id, p.param_key
                        """)
                .bind("company", companyId)
                .bind("mailing", mailingId)
                .map(
                        (row, context) ->
                                Map.entry(
                                        row.getInt(1),
                                        new Parameter(
                                                row.getString(2),
                                                Optional.ofNullable(row.getString(3)).orElse(""))))
                .forEach(
                        entry ->
                                extensions
                                        .computeIfAbsent(entry.getKey(), id -> new ArrayList<>())
                                        .add(entry.getValue()));
        return extensions;
    }
}
