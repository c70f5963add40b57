package org.openemm.mailing;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.openemm.database.Transaction;

/** Frame and content blocks of a mailing: component_tbl (type 0), dyn_name_tbl, dyn_content_tbl. */
final class ContentStore {
    static final String HTML = "agnHtml";
    static final String TEXT = "agnText";
    private static final int FRAME = 0;

    private ContentStore() {}

    /** What a mailing without template starts with: one block for each form. */
    static void addEmptyFrame(Transaction tx, MailingRow row, Instant now) {
        saveFrame(tx, row, HTML, "[agnDYN name=\"HTML-Version\"/]", now);
        saveFrame(tx, row, TEXT, "[agnDYN name=\"Text\"/]", now);
        addBlock(tx, row, "HTML-Version", now);
        addBlock(tx, row, "Text", now);
    }

    /** Text of a frame part, empty when there is none. */
    static String frame(Transaction tx, int mailingId, String name) {
        return tx.sql()
                .createQuery(
                        """
                        SELECT COALESCE(emmblock, '') FROM component_tbl
                        WHERE mailing_id = :mailing AND comptype = :type AND compname = :name
                        ORDER BY component_id LIMIT 1
                        """)
                .bind("mailing", mailingId)
                .bind("type", FRAME)
                .bind("name", name)
                .mapTo(String.class)
                .findOne()
                .orElse("");
    }

    static void saveFrame(Transaction tx, MailingRow row, String name, String text, Instant now) {
        int changed =
                tx.sql()
                        .createUpdate(
                                """
                                UPDATE component_tbl SET emmblock = :text, timestamp = :now
                                WHERE mailing_id = :mailing AND company_id = :company
                                  AND comptype = :type AND compname = :name
                                """)
                        .bind("text", text)
                        .bind("now", now)
                        .bind("mailing", row.id)
                        .bind("company", row.companyId)
                        .bind("type", FRAME)
                        .bind("name", name)
                        .execute();
        if (changed == 0) {
            tx.sql()
                    .createUpdate(
                            """
                            INSERT INTO component_tbl
                                (company_id, mailing_id, comptype, comppresent, required, compname,
                                 mtype, emmblock, timestamp)
                            VALUES (:company, :mailing, :type, 1, 1, :name, :mime, :text, :now)
                            """)
                    .bind("company", row.companyId)
                    .bind("mailing", row.id)
                    .bind("type", FRAME)
                    .bind("name", name)
                    .bind("mime", HTML.equals(name) ? "text/html" : "text/plain")
                    .bind("text", text)
                    .bind("now", now)
                    .execute();
        }
    }

    /** All blocks, in use first, in the order they were made. */
    static List<BlockRow> blocks(Transaction tx, int mailingId) {
        return tx.sql()
                .createQuery(
                        """
                        SELECT dyn_name_id, dyn_name, deleted FROM dyn_name_tbl
                        WHERE mailing_id = :mailing ORDER BY deleted, dyn_name_id
                        """)
                .bind("mailing", mailingId)
                .map(
                        (row, context) ->
                                new BlockRow(row.getInt(1), row.getString(2), row.getBoolean(3)))
                .list();
    }

    /** All contents by block id, those of deleted blocks too. */
    static Map<Integer, List<String>> textsOfBlocks(Transaction tx, int mailingId) {
        Map<Integer, List<String>> texts = new HashMap<>();
        tx.sql()
                .createQuery(
                        """
                        SELECT c.dyn_name_id, COALESCE(c.dyn_content, '')
                        FROM dyn_content_tbl c
                        JOIN dyn_name_tbl n ON n.dyn_name_id = c.dyn_name_id
                        WHERE n.mailing_id = :mailing
                        """)
                .bind("mailing", mailingId)
                .map((row, context) -> Map.entry(row.getInt(1), row.getString(2)))
                .forEach(
                        entry ->
                                texts.computeIfAbsent(entry.getKey(), id -> new ArrayList<>())
                                        .add(entry.getValue()));
        return texts;
    }

    static int addBlock(Transaction tx, MailingRow row, String name, Instant now) {
        return tx.sql()
                .createUpdate(
                        """
                        INSERT INTO dyn_name_tbl
                            (dyn_name, mailing_id, company_id, creation_date, change_date)
                        VALUES (:name, :mailing, :company, :now, :now)
                        """)
                .bind("name", name)
                .bind("mailing", row.id)
                .bind("company", row.companyId)
                .bind("now", now)
                .executeAndReturnGeneratedKeys()
                .mapTo(int.class)
                .one();
    }

    static void setDeleted(
            Transaction tx, Collection<Integer> blockIds, boolean deleted, Instant now) {
        if (!blockIds.isEmpty()) {
            tx.sql()
                    .createUpdate(
                            """
                            UPDATE dyn_name_tbl
                            SET deleted = :deleted, change_date = :now,
                                deletion_date = IF(:deleted, :now, NULL)
                            WHERE dyn_name_id IN (<ids>)
                            """)
                    .bindList("ids", List.copyOf(blockIds))
                    .bind("deleted", deleted)
                    .bind("now", now)
                    .execute();
        }
    }

    /** Contents of the given blocks by block id, each list in the order they are tried. */
    static List<ContentRow> contents(Transaction tx, int mailingId) {
        return tx.sql()
                .createQuery(
                        """
                        SELECT c.dyn_content_id, c.dyn_name_id, COALESCE(c.target_id, 0),
                               COALESCE(c.dyn_order, 0), COALESCE(c.dyn_content, '')
                        FROM dyn_content_tbl c
                        JOIN dyn_name_tbl n ON n.dyn_name_id = c.dyn_name_id
                        WHERE n.mailing_id = :mailing AND n.deleted = 0
                        ORDER BY c.dyn_name_id, c.dyn_order, c.dyn_content_id
                        """)
                .bind("mailing", mailingId)
                .map(
                        (row, context) ->
                                new ContentRow(
                                        row.getInt(1),
                                        row.getInt(2),
                                        new BlockContent(
                                                row.getInt(1), row.getInt(3), row.getString(5))))
                .list();
    }

    /** Writes the contents of one block in the given order; ids that are no longer in it go. */
    static void saveContents(
            Transaction tx, MailingRow row, int blockId, List<BlockContent> contents, Instant now) {
        Set<Integer> kept = new HashSet<>();
        Set<Integer> stored =
                Set.copyOf(
                        tx.sql()
                                .createQuery(
                                        "SELECT dyn_content_id FROM dyn_content_tbl WHERE"
                                                + " dyn_name_id = :block")
                                .bind("block", blockId)
                                .mapTo(Integer.class)
                                .list());
        int order = 1;
        for (BlockContent content : contents) {
            if (stored.contains(content.id())) {
                kept.add(content.id());
            }
            write(tx, row, blockId, content, stored.contains(content.id()), order++, now);
        }
        List<Integer> gone = stored.stream().filter(id -> !kept.contains(id)).toList();
        if (!gone.isEmpty()) {
            tx.sql()
                    .createUpdate("DELETE FROM dyn_content_tbl WHERE dyn_content_id IN (<ids>)")
                    .bindList("ids", gone)
                    .execute();
        }
        tx.sql()
                .createUpdate(
                        "UPDATE dyn_name_tbl SET change_date = :now WHERE dyn_name_id = :block")
                .bind("now", now)
                .bind("block", blockId)
                .execute();
    }

    private static void write(
            Transaction tx,
            MailingRow row,
            int blockId,
            BlockContent content,
            boolean known,
            int order,
            Instant now) {
        String sql =
                known
                        ? """
                        UPDATE dyn_content_tbl
                        SET target_id = :target, dyn_order = :order, dyn_content = :text,
                            change_date = :now
                        WHERE dyn_content_id = :id AND dyn_name_id = :block
                          AND mailing_id = :mailing AND company_id = :company
                        """
                        : """
                        INSERT INTO dyn_content_tbl
                            (dyn_name_id, target_id, dyn_order, dyn_content, mailing_id,
                             company_id, creation_date, change_date)
                        VALUES (:block, :target, :order, :text, :mailing, :company, :now, :now)
                        """;
        tx.sql()
                .createUpdate(sql)
                .bind("id", content.id())
                .bind("block", blockId)
                .bind("target", content.targetId())
                .bind("order", order)
                .bind("text", content.text())
                .bind("mailing", row.id)
                .bind("company", row.companyId)
                .bind("now", now)
                .execute();
    }

    /** A row of dyn_name_tbl. */
    record BlockRow(int id, String name, boolean deleted) {}

    /** A row of dyn_content_tbl. */
    record ContentRow(int id, int blockId, BlockContent content) {}
}
