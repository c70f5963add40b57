package org.openemm.rendering;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jdbi.v3.core.statement.Query;
import org.openemm.database.Transaction;

/** The SQL behind {@link MailingSnapshots}: frame, content blocks, links and files of a mailing. */
final class ContentStore {
    static final int PERSONALISED_ATTACHMENT = 4;

    private final Transaction tx;
    private final int companyId;
    private final int mailingId;

    ContentStore(Transaction tx, int companyId, int mailingId) {
        this.tx = tx;
        this.companyId = companyId;
        this.mailingId = mailingId;
    }

    String frame(String name) {
        return query(
                        """
                        SELECT COALESCE(emmblock, '') FROM component_tbl
                        WHERE company_id = :company AND mailing_id = :mailing
                          AND comptype = 0 AND compname = :name
                        ORDER BY component_id LIMIT 1
                        """)
                .bind("name", name)
                .mapTo(String.class)
                .findOne()
                .orElse("");
    }

    List<MailingSnapshot.Block> blocks() {
        Map<Integer, MailingSnapshot.Block> names = new LinkedHashMap<>();
        query(
                        """
                        SELECT dyn_name_id, dyn_name, COALESCE(interest_group, ''),
                               COALESCE(no_link_extension, 0)
                        FROM dyn_name_tbl
                        WHERE company_id = :company AND mailing_id = :mailing AND deleted = 0
                        ORDER BY dyn_name_id
                        """)
                .map(
                        (row, context) ->
                                names.put(
                                        row.getInt(1),
                                        new MailingSnapshot.Block(
                                                row.getString(2),
                                                List.of(),
                                                row.getString(3),
                                                row.getBoolean(4))))
                .list();
        Map<Integer, List<MailingSnapshot.Content>> contents = contents();
        return names.entrySet().stream()
                .map(
                        entry ->
                                new MailingSnapshot.Block(
                                        entry.getValue().name(),
                                        contents.getOrDefault(entry.getKey(), List.of()),
                                        entry.getValue().interest(),
                                        entry.getValue().noLinkExtension()))
                .toList();
    }

    private Map<Integer, List<MailingSnapshot.Content>> contents() {
        Map<Integer, List<MailingSnapshot.Content>> contents = new HashMap<>();
        query(
                        """
                        SELECT c.dyn_name_id, COALESCE(c.target_id, 0), COALESCE(c.dyn_content, '')
                        FROM dyn_content_tbl c
                        JOIN dyn_name_tbl n ON n.dyn_name_id = c.dyn_name_id
                        WHERE n.company_id = :company AND n.mailing_id = :mailing
                        ORDER BY c.dyn_name_id, c.dyn_order, c.dyn_content_id
                        """)
                .map(
                        (row, context) ->
                                contents.computeIfAbsent(row.getInt(1), id -> new ArrayList<>())
                                        .add(
                                                new MailingSnapshot.Content(
                                                        row.getInt(2), row.getString(3))))
                .list();
        return contents;
    }

    List<MailingSnapshot.Link> links() {
        Map<Integer, List<MailingSnapshot.Extension>> extensions = new HashMap<>();
        query(
                        """
                        SELECT p.url_id, p.param_key, COALESCE(p.param_value, '')
                        FROM rdir_url_param_tbl p JOIN rdir_url_tbl u ON u.url_id = p.url_id
                        WHERE u.company_id = :company AND u.mailing_id = :mailing
                          AND p.param_type = 'LinkExtension'
                        ORDER BY p.url_id, p.param_key
                        """)
                .map(
                        (row, context) ->
                                extensions
                                        .computeIfAbsent(row.getInt(1), id -> new ArrayList<>())
                                        .add(
                                                new MailingSnapshot.Extension(
                                                        row.getString(2), row.getString(3))))
                .list();
        return query(
                        """
                        SELECT url_id, full_url, COALESCE(original_url, ''), COALESCE(`usage`, 3)
                        FROM rdir_url_tbl
                        WHERE company_id = :company AND mailing_id = :mailing AND deleted = 0
                        ORDER BY url_id
                        """)
                .map(
                        (row, context) ->
                                new MailingSnapshot.Link(
                                        row.getInt(1),
                                        row.getString(2),
                                        row.getString(3),
                                        row.getInt(4),
                                        extensions.getOrDefault(row.getInt(1), List.of())))
                .list();
    }

    List<MailingSnapshot.File> files() {
        return query(
                        """
                        SELECT c.comptype, c.compname, COALESCE(c.mtype, ''), c.binblock,
                               c.emmblock, COALESCE(u.full_url, ''), COALESCE(c.target_id, 0)
                        FROM component_tbl c LEFT JOIN rdir_url_tbl u
                          ON u.url_id = c.url_id AND u.company_id = c.company_id
                        WHERE c.company_id = :company AND c.mailing_id = :mailing
                          AND c.comptype IN (1, 3, 4, 5, 7)
                        ORDER BY c.component_id
                        """)
                .map(
                        (row, context) ->
                                new MailingSnapshot.File(
                                        row.getInt(1),
                                        row.getString(2),
                                        row.getString(3),
                                        data(row.getBytes(4), row.getString(5)),
                                        row.getString(6),
                                        row.getInt(7)))
                .list();
    }

    private static byte[] data(byte[] binary, String text) {
        if (binary != null) {
            return binary;
        }
        return text == null ? new byte[0] : text.getBytes(StandardCharsets.UTF_8);
    }

    private Query query(String sql) {
        return tx.sql().createQuery(sql).bind("company", companyId).bind("mailing", mailingId);
    }
}
