package org.openemm.mailing;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.openemm.account.Actor;
import org.openemm.database.Transaction;

/** Finds mailings and templates by parts of their names, those the actor may see. */
final class MailingLookup {
    private static final String SELECT =
            """
            SELECT mailing_id, is_template, shortname, description, work_status,
                   COALESCE(change_date, creation_date) AS changed
              FROM mailing_tbl
             WHERE company_id = :company AND deleted = 0
            """;

    private MailingLookup() {}

    static List<MailingHit> named(Transaction tx, Actor actor, List<String> words, int limit) {
        StringBuilder sql = new StringBuilder(SELECT).append(visible(actor));
        Map<String, Object> binds = new HashMap<>();
        for (int i = 0; i < words.size(); i++) {
            sql.append(
                    " AND (shortname LIKE :w%1$d ESCAPE '!' OR description LIKE :w%1$d ESCAPE '!'"
                            .formatted(i));
            binds.put("w" + i, "%" + escaped(words.get(i)) + "%");
            if (words.get(i).matches("[0-9]{1,9}")) {
                sql.append(" OR mailing_id = :id").append(i);
                binds.put("id" + i, Integer.valueOf(words.get(i)));
            }
            sql.append(")");
        }
        String first = words.isEmpty() ? "" : escaped(words.get(0)) + "%";
        return tx.sql()
                .createQuery(
                        sql
                                + """
                                 ORDER BY shortname LIKE :first ESCAPE '!' DESC, changed DESC, mailing_id DESC
                                 LIMIT :limit
                                """)
                .bindMap(binds)
                .bind("company", actor.companyId())
                .bind("first", first)
                .bind("limit", limit)
                .map((row, context) -> hit(row))
                .list();
    }

    static List<MailingHit> of(Transaction tx, Actor actor, Collection<Integer> ids) {
        if (ids.isEmpty()) {
            return List.of();
        }
        return tx.sql()
                .createQuery(SELECT + visible(actor) + " AND mailing_id IN (<ids>)")
                .bind("company", actor.companyId())
                .bindList("ids", List.copyOf(ids))
                .map((row, context) -> hit(row))
                .list();
    }

    private static String visible(Actor actor) {
        boolean mailings = actor.may("mailing.show");
        boolean templates = actor.may("template.show");
        return mailings && templates
                ? ""
                : mailings
                        ? " AND is_template = 0"
                        : templates ? " AND is_template = 1" : " AND FALSE";
    }

    private static String escaped(String word) {
        return word.replaceAll("[!%_]", "!$0");
    }

    private static MailingHit hit(ResultSet row) throws SQLException {
        Timestamp changed = row.getTimestamp("changed");
        return new MailingHit(
                row.getInt("mailing_id"),
                row.getBoolean("is_template"),
                Objects.toString(row.getString("shortname"), ""),
                Objects.toString(row.getString("description"), ""),
                WorkStatus.of(row.getString("work_status")),
                changed == null ? null : changed.toInstant());
    }
}
