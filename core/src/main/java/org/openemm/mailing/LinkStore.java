package org.openemm.mailing;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jdbi.v3.core.statement.PreparedBatch;
import org.openemm.database.Transaction;

/** rdir_url_tbl and rdir_url_param_tbl of one mailing. */
final class LinkStore {
    private static final String EXTENSION = "LinkExtension";

    private LinkStore() {}

    /** All links of a mailing, deleted ones too, in the order they were found. */
    static List<TrackableLink> all(Transaction tx, int mailingId) {
        Map<Integer, List<LinkExtension>> extensions = extensions(tx, mailingId);
        return tx
                .sql()
                .createQuery(
                        """
                        SELECT url_id, full_url, COALESCE(shortname, ''), COALESCE(`usage`, 3),
                               COALESCE(admin_link, 0), deleted
                        FROM rdir_url_tbl WHERE mailing_id = :mailing ORDER BY url_id
                        """)
                .bind("mailing", mailingId)
                .map(
                        (row, context) ->
                                new TrackableLink(
                                        row.getInt(1),
                                        row.getString(2),
                                        row.getString(3),
                                        LinkUsage.of(row.getInt(4)),
                                        row.getBoolean(5),
                                        row.getBoolean(6),
                                        List.of()))
                .stream()
                .map(link -> link.with(extensions.getOrDefault(link.id(), List.of())))
                .toList();
    }

    static int add(Transaction tx, MailingRow row, LinkSync.Wanted link, Instant now) {
        return tx.sql()
                .createUpdate(
                        """
                        INSERT INTO rdir_url_tbl
                            (full_url, mailing_id, company_id, `usage`, action_id, shortname,
                             admin_link, from_mailing, creation_date)
                        VALUES (:url, :mailing, :company, :usage, :action, :name, :admin, 1, :now)
                        """)
                .bind("url", link.url())
                .bind("mailing", row.id)
                .bind("company", row.companyId)
                .bind("usage", LinkUsage.BOTH.code())
                .bind("action", link.actionId())
                .bind("name", link.name())
                .bind("admin", link.admin())
                .bind("now", now)
                .executeAndReturnGeneratedKeys()
                .mapTo(int.class)
                .one();
    }

    static void setDeleted(Transaction tx, Collection<Integer> linkIds, boolean deleted) {
        if (!linkIds.isEmpty()) {
            tx.sql()
                    .createUpdate(
                            "UPDATE rdir_url_tbl SET deleted = :deleted WHERE url_id IN (<ids>)")
                    .bind("deleted", deleted)
                    .bindList("ids", List.copyOf(linkIds))
                    .execute();
        }
    }

    static void update(Transaction tx, int linkId, String name, LinkUsage usage) {
        tx.sql()
                .createUpdate(
                        "UPDATE rdir_url_tbl SET shortname = :name, `usage` = :usage WHERE url_id ="
                                + " :id")
                .bind("name", name)
                .bind("usage", usage.code())
                .bind("id", linkId)
                .execute();
    }

    static void saveExtensions(Transaction tx, int linkId, List<LinkExtension> extensions) {
        tx.sql()
                .createUpdate(
                        "DELETE FROM rdir_url_param_tbl WHERE url_id = :id AND param_type = :type")
                .bind("id", linkId)
                .bind("type", EXTENSION)
                .execute();
        if (extensions.isEmpty()) {
            return;
        }
        PreparedBatch batch =
                tx.sql()
                        .prepareBatch(
                                """
                                INSERT INTO rdir_url_param_tbl
                                    (url_id, param_type, param_key, param_value)
                                VALUES (:id, :type, :name, :value)
                                """);
        extensions.forEach(
                extension ->
                        batch.bind("id", linkId)
                                .bind("type", EXTENSION)
                                .bind("name", extension.name())
                                .bind("value", extension.value())
                                .add());
        batch.execute();
    }

    private static Map<Integer, List<LinkExtension>> extensions(Transaction tx, int mailingId) {
        Map<Integer, List<LinkExtension>> found = new HashMap<>();
        tx.sql()
                .createQuery(
                        """
                        SELECT p.url_id, p.param_key, COALESCE(p.param_value, '')
                        FROM rdir_url_param_tbl p JOIN rdir_url_tbl u ON u.url_id = p.url_id
                        WHERE u.mailing_id = :mailing AND p.param_type = :type
                        """)
                .bind("mailing", mailingId)
                .bind("type", EXTENSION)
                .map(
                        (row, context) ->
                                Map.entry(
                                        row.getInt(1),
                                        new LinkExtension(row.getString(2), row.getString(3))))
                .forEach(
                        entry ->
                                found.computeIfAbsent(entry.getKey(), id -> new ArrayList<>())
                                        .add(entry.getValue()));
        return found;
    }
}
