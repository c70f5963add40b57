package org.openemm.mailloop;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jdbi.v3.core.statement.Query;
import org.jdbi.v3.core.statement.SqlStatement;
import org.openemm.database.Transaction;

/** SQL on mailloop_tbl. */
final class FilterStore {
    private static final String SELECT =
            """
            SELECT rid, company_id, shortname, description, filter_address, forward_enable, forward,
                   ar_enable, autoresponder_mailing_id, subscribe_enable, mailinglist_id, form_id,
                   spam_email, spam_required, spam_forward, creation_date,
                   confirm_language, confirm_subject, confirm_text,
                   COALESCE(change_date, timestamp) AS change_date
              FROM mailloop_tbl
            """;
    private static final String SEARCHED =
            """
             WHERE company_id = :company AND deleted = 0
               AND (:search = '' OR INSTR(shortname, :search) > 0
                    OR INSTR(COALESCE(description, ''), :search) > 0
                    OR INSTR(COALESCE(filter_address, ''), :search) > 0
                    OR INSTR(CONCAT('reply_', rid, '@', :domain), :search) > 0)
            """;
    private static final String ACTIVE_EVENT_MAILINGS =
            """
            SELECT m.mailing_id, m.shortname FROM mailing_tbl m
             WHERE m.company_id = :company AND m.deleted = 0 AND m.mailing_type = 1
               AND EXISTS (SELECT 1 FROM maildrop_status_tbl d
                            WHERE d.mailing_id = m.mailing_id AND d.company_id = :company
                              AND d.status_field = 'E' AND d.genstatus IN (1, 2))
            """;

    /** Until the end of the transaction nobody else changes filters. */
    void lock(Transaction tx) {
        tx.sql().createQuery("SELECT rid FROM mailloop_tbl FOR UPDATE").mapTo(int.class).list();
    }

    /** Of all companies, by number. */
    List<Filter> all(Transaction tx) {
        return tx.sql()
                .createQuery(SELECT + " WHERE deleted = 0 ORDER BY rid")
                .map((row, context) -> read(row))
                .list();
    }

    List<Filter> all(Transaction tx, int companyId) {
        return tx.sql()
                .createQuery(
                        SELECT
                                + " WHERE company_id = :company AND deleted = 0"
                                + " ORDER BY shortname, rid")
                .bind("company", companyId)
                .map((row, context) -> read(row))
                .list();
    }

    FilterPage page(Transaction tx, int companyId, String domain, FilterQuery query) {
        String order =
                " ORDER BY %1$s%2$s, rid%2$s LIMIT :size OFFSET :start"
                        .formatted(query.sort().sql, query.descending() ? " DESC" : "");
        Query found =
                tx.sql()
                        .createQuery(SELECT + SEARCHED + order)
                        .bind("size", query.size())
                        .bind("start", (long) (query.page() - 1) * query.size());
        Query count = tx.sql().createQuery("SELECT COUNT(*) FROM mailloop_tbl" + SEARCHED);
        for (Query each : List.of(found, count)) {
            each.bind("company", companyId).bind("domain", domain).bind("search", query.search());
        }
        return new FilterPage(
                found.map((row, context) -> read(row)).list(), count.mapTo(Long.class).one());
    }

    Optional<Filter> find(Transaction tx, int companyId, int id, boolean deleted) {
        return tx.sql()
                .createQuery(
                        SELECT
                                + " WHERE company_id = :company AND rid = :id AND deleted ="
                                + " :deleted")
                .bind("company", companyId)
                .bind("id", id)
                .bind("deleted", deleted ? 1 : 0)
                .map((row, context) -> read(row))
                .findOne();
    }

    int insert(Transaction tx, int companyId, FilterDraft draft, Instant now) {
        return bind(
                        tx.sql()
                                .createUpdate(
                                        """
                                        INSERT INTO mailloop_tbl
                                               (company_id, shortname, description, filter_address,
                                                forward_enable, forward, ar_enable,
                                                autoresponder_mailing_id, subscribe_enable,
                                                mailinglist_id, form_id, creation_date, change_date,
                                                timestamp, confirm_language, confirm_subject,
                                                confirm_text)
                                        VALUES (:company, :name, :description, :addresses,
                                                :forwarding, :forward, :answering, :answer,
                                                :subscribing, :list, :form, :now, :now, :now,
                                                :language, :subject, :text)
                                        """),
                        draft,
                        now)
                .bind("company", companyId)
                .executeAndReturnGeneratedKeys("rid")
                .mapTo(Integer.class)
                .one();
    }

    void update(Transaction tx, int id, FilterDraft draft, Instant now) {
        bind(
                        tx.sql()
                                .createUpdate(
                                        """
                                        UPDATE mailloop_tbl
                                           SET shortname = :name, description = :description,
                                               filter_address = :addresses,
                                               forward_enable = :forwarding, forward = :forward,
                                               ar_enable = :answering,
                                               autoresponder_mailing_id = :answer,
                                               subscribe_enable = :subscribing,
                                               mailinglist_id = :list, form_id = :form,
                                               confirm_language = :language,
                                               confirm_subject = :subject, confirm_text = :text,
                                               change_date = :now, timestamp = :now
                                         WHERE rid = :id
                                        """),
                        draft,
                        now)
                .bind("id", id)
                .execute();
    }

    void mark(Transaction tx, int id, boolean deleted, Instant now) {
        tx.sql()
                .createUpdate(
                        """
                        UPDATE mailloop_tbl
                           SET deleted = :deleted, change_date = :now, timestamp = :now
                         WHERE rid = :id
                        """)
                .bind("deleted", deleted ? 1 : 0)
                .bind("now", now)
                .bind("id", id)
                .execute();
    }

    /** Filter domains of active companies. */
    Map<Integer, String> domains(Transaction tx) {
        Map<Integer, String> domains = new LinkedHashMap<>();
        tx.sql()
                .createQuery(
                        """
                        SELECT company_id, TRIM(mailloop_domain) AS domain FROM company_tbl
                         WHERE status = 'active' AND COALESCE(TRIM(mailloop_domain), '') <> ''
                         ORDER BY company_id
                        """)
                .map((row, context) -> Map.entry(row.getInt("company_id"), row.getString("domain")))
                .forEach(domain -> domains.put(domain.getKey(), domain.getValue()));
        return domains;
    }

    /** Active action-based mailings, by name. */
    List<AnswerMailing> answerMailings(Transaction tx, int companyId) {
        return tx.sql()
                .createQuery(ACTIVE_EVENT_MAILINGS + " ORDER BY m.shortname, m.mailing_id")
                .bind("company", companyId)
                .map((row, context) -> new AnswerMailing(row.getInt(1), row.getString(2)))
                .list();
    }

    boolean isActiveEventMailing(Transaction tx, int companyId, int mailingId) {
        return tx.sql()
                .createQuery(ACTIVE_EVENT_MAILINGS + " AND m.mailing_id = :mailing")
                .bind("company", companyId)
                .bind("mailing", mailingId)
                .map((row, context) -> row.getInt(1))
                .findOne()
                .isPresent();
    }

    /** Whether there is an address at which people can open pages of the list. */
    boolean hasPublicAddress(Transaction tx, int companyId, int mailinglistId) {
        return tx.sql()
                .createQuery(
                        """
                        SELECT COUNT(*) > 0 FROM mailinglist_tbl l
                          JOIN company_tbl c ON c.company_id = l.company_id
                         WHERE l.company_id = :company AND l.mailinglist_id = :list
                           AND COALESCE(NULLIF(l.rdir_domain, ''), c.rdir_domain, '') <> ''
                        """)
                .bind("company", companyId)
                .bind("list", mailinglistId)
                .mapTo(Boolean.class)
                .one();
    }

    private static <S extends SqlStatement<S>> S bind(S statement, FilterDraft draft, Instant now) {
        return statement
                .bind("name", draft.name())
                .bind("description", draft.description())
                .bind("addresses", String.join(",", draft.addresses()))
                .bind("forwarding", draft.forwarding() ? 1 : 0)
                .bind("forward", draft.forward())
                .bind("answering", draft.answering() ? 1 : 0)
                .bind("answer", draft.answerMailingId())
                .bind("subscribing", draft.subscription().on() ? 1 : 0)
                .bind("list", draft.subscription().mailinglistId())
                .bind("form", draft.subscription().formId())
                .bind("language", draft.subscription().language())
                .bind("subject", draft.subscription().subject())
                .bind("text", draft.subscription().text())
                .bind("now", now);
    }

    private static Filter read(ResultSet row) throws SQLException {
        String spamEmail = Objects.toString(row.getString("spam_email"), "");
        int spamRequired = row.getInt("spam_required");
        return new Filter(
                row.getInt("rid"),
                row.getInt("company_id"),
                new FilterDraft(
                        row.getString("shortname"),
                        row.getString("description"),
                        FilterDraft.split(row.getString("filter_address")),
                        row.getInt("forward_enable") != 0,
                        row.getString("forward"),
                        row.getInt("ar_enable") != 0,
                        row.getInt("autoresponder_mailing_id"),
                        new MailSubscription(
                                row.getInt("subscribe_enable") != 0,
                                row.getInt("mailinglist_id"),
                                row.getInt("form_id"),
                                row.getString("confirm_language"),
                                row.getString("confirm_subject"),
                                row.getString("confirm_text"))),
                spamRequired == 0 && spamEmail.isEmpty()
                        ? null
                        : new Filter.Spam(spamEmail, row.getInt("spam_forward"), spamRequired),
                instant(row, "creation_date"),
                instant(row, "change_date"));
    }

    private static Instant instant(ResultSet row, String column) throws SQLException {
        Timestamp time = row.getTimestamp(column);
        return time == null ? null : time.toInstant();
    }
}
