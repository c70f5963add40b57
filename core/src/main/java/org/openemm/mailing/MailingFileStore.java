package org.openemm.mailing;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.openemm.database.Transaction;

/** Images and attachments in component_tbl. */
final class MailingFileStore {
    private static final String COLUMNS =
            """
            SELECT c.component_id, c.comptype, c.compname, COALESCE(c.mtype, '') AS mtype,
                   COALESCE(c.description, '') AS description, COALESCE(c.target_id, 0) AS target_id,
                   COALESCE(LENGTH(c.binblock), 0) AS size, c.timestamp,
                   COALESCE(u.full_url, '') AS link
            FROM component_tbl c
            LEFT JOIN rdir_url_tbl u ON u.url_id = c.url_id AND u.mailing_id = c.mailing_id
            WHERE c.mailing_id = :mailing AND c.company_id = :company
            """;

    private MailingFileStore() {}

    static List<MailingFile> all(Transaction tx, MailingRow row, MailingFile.Kind kind) {
        return tx.sql()
                .createQuery(
                        COLUMNS + " AND c.comptype = :type ORDER BY c.compname, c.component_id")
                .bind("mailing", row.id)
                .bind("company", row.companyId)
                .bind("type", kind.code())
                .map((found, context) -> file(found))
                .list();
    }

    static Optional<MailingFile> find(Transaction tx, MailingRow row, int fileId) {
        return tx.sql()
                .createQuery(COLUMNS + " AND c.comptype IN (3, 5) AND c.component_id = :id")
                .bind("mailing", row.id)
                .bind("company", row.companyId)
                .bind("id", fileId)
                .map((found, context) -> file(found))
                .findOne();
    }

    static byte[] bytes(Transaction tx, int fileId) {
        return tx.sql()
                .createQuery("SELECT binblock FROM component_tbl WHERE component_id = :id")
                .bind("id", fileId)
                .mapTo(byte[].class)
                .one();
    }

    static int add(
            Transaction tx,
            MailingRow row,
            MailingFile file,
            byte[] bytes,
            int linkId,
            Instant now) {
        return tx.sql()
                .createUpdate(
                        """
                        INSERT INTO component_tbl
                            (company_id, mailing_id, comptype, comppresent, compname, mtype,
                             binblock, target_id, url_id, description, timestamp)
                        VALUES (:company, :mailing, :type, 1, :name, :mime,
                                :bytes, :target, :link, :description, :now)
                        """)
                .bind("company", row.companyId)
                .bind("mailing", row.id)
                .bind("type", file.kind().code())
                .bind("name", file.name())
                .bind("mime", file.mimeType())
                .bind("bytes", bytes)
                .bind("target", file.targetId())
                .bind("link", linkId)
                .bind("description", file.description())
                .bind("now", now)
                .executeAndReturnGeneratedKeys()
                .mapTo(int.class)
                .one();
    }

    /** New content under the same id, so that nothing that names the file has to change. */
    static void replace(Transaction tx, int fileId, MailingFile file, byte[] bytes, Instant now) {
        tx.sql()
                .createUpdate(
                        """
                        UPDATE component_tbl
                        SET mtype = :mime, binblock = :bytes, description = :description,
                            timestamp = :now
                        WHERE component_id = :id
                        """)
                .bind("mime", file.mimeType())
                .bind("bytes", bytes)
                .bind("description", file.description())
                .bind("now", now)
                .bind("id", fileId)
                .execute();
    }

    static void setTarget(Transaction tx, int fileId, int targetId) {
        tx.sql()
                .createUpdate(
                        "UPDATE component_tbl SET target_id = :target WHERE component_id = :id")
                .bind("target", targetId)
                .bind("id", fileId)
                .execute();
    }

    static void delete(Transaction tx, int fileId) {
        tx.sql()
                .createUpdate("DELETE FROM component_tbl WHERE component_id = :id")
                .bind("id", fileId)
                .execute();
    }

    /** Whether an image leads to this link. */
    static boolean isImageLink(Transaction tx, int mailingId, int linkId) {
        return tx.sql()
                .createQuery(
                        """
                        SELECT EXISTS (SELECT 1 FROM component_tbl
                                       WHERE mailing_id = :mailing AND url_id = :link)
                        """)
                .bind("mailing", mailingId)
                .bind("link", linkId)
                .mapTo(boolean.class)
                .one();
    }

    private static MailingFile file(ResultSet row) throws SQLException {
        return new MailingFile(
                row.getInt("component_id"),
                MailingFile.Kind.of(row.getInt("comptype")),
                row.getString("compname"),
                row.getString("mtype"),
                row.getString("description"),
                row.getInt("target_id"),
                row.getLong("size"),
                row.getTimestamp("timestamp").toInstant(),
                row.getString("link"));
    }
}
