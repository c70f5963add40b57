package org.openemm.dkim;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.openemm.database.Transaction;

/** The SQL of dkim_key_tbl and of what is known about the records in DNS. */
final class DkimKeyStore {
    private static final String SELECT =
            """
            SELECT dkim_id, company_id, COALESCE(domain, ''), COALESCE(selector, ''),
                   COALESCE(domain_key, ''), COALESCE(domain_key_encrypted, ''),
                   valid_start, valid_end, creation_date
              FROM dkim_key_tbl
            """;

    private final Transaction tx;

    DkimKeyStore(Transaction tx) {
        this.tx = tx;
    }

    /** Keys of a company and those of the installation (company 0), complete ones only. */
    List<KeyRow> usableBy(int companyId) {
        return tx.sql()
                .createQuery(
                        SELECT
                                + """
                                 WHERE company_id IN (0, :company)
                                   AND COALESCE(domain, '') <> '' AND COALESCE(selector, '') <> ''
                                 ORDER BY domain, selector, dkim_id
                                """)
                .bind("company", companyId)
                .map((row, context) -> read(row))
                .list();
    }

    /** Keys of all companies. */
    List<KeyRow> all() {
        return tx.sql()
                .createQuery(SELECT + " ORDER BY company_id, domain, selector, dkim_id")
                .map((row, context) -> read(row))
                .list();
    }

    Optional<KeyRow> find(int companyId, int id) {
        return tx.sql()
                .createQuery(SELECT + " WHERE company_id = :company AND dkim_id = :id")
                .bind("company", companyId)
                .bind("id", id)
                .map((row, context) -> read(row))
                .findOne();
    }

    int insert(int companyId, KeyName name, String sealed, Validity validity, Instant now) {
        return tx.sql()
                .createUpdate(
                        """
                        INSERT INTO dkim_key_tbl
                               (company_id, domain, selector, domain_key, domain_key_encrypted,
                                valid_start, valid_end, creation_date, timestamp)
                        VALUES (:company, :domain, :selector, '', :sealed, :start, :end, :now, :now)
                        """)
                .bind("company", companyId)
                .bind("domain", name.domain())
                .bind("selector", name.selector())
                .bind("sealed", sealed)
                .bind("start", validity.start())
                .bind("end", validity.end())
                .bind("now", now)
                .executeAndReturnGeneratedKeys("dkim_id")
                .mapTo(int.class)
                .one();
    }

    void setValidity(int companyId, int id, Validity validity, Instant now) {
        tx.sql()
                .createUpdate(
                        """
                        UPDATE dkim_key_tbl SET valid_start = :start, valid_end = :end, timestamp = :now
                         WHERE company_id = :company AND dkim_id = :id
                        """)
                .bind("start", validity.start())
                .bind("end", validity.end())
                .bind("now", now)
                .bind("company", companyId)
                .bind("id", id)
                .execute();
    }

    void setKey(int companyId, int id, String sealed, Instant now) {
        tx.sql()
                .createUpdate(
                        """
                        UPDATE dkim_key_tbl
                           SET domain_key = '', domain_key_encrypted = :sealed, timestamp = :now
                         WHERE company_id = :company AND dkim_id = :id
                        """)
                .bind("sealed", sealed)
                .bind("now", now)
                .bind("company", companyId)
                .bind("id", id)
                .execute();
    }

    /** Another form of the same key; nothing happens when somebody changed the row meanwhile. */
    void replaceForm(KeyRow row, String sealed) {
        tx.sql()
                .createUpdate(
                        """
                        UPDATE dkim_key_tbl SET domain_key = '', domain_key_encrypted = :sealed
                         WHERE dkim_id = :id AND COALESCE(domain_key, '') = :plain
                           AND COALESCE(domain_key_encrypted, '') = :old
                        """)
                .bind("sealed", sealed)
                .bind("id", row.id())
                .bind("plain", row.plain())
                .bind("old", row.sealed())
                .execute();
    }

    /** What DNS said about another key of that name counts no more. */
    void forgetCheck(int id) {
        tx.sql()
                .createUpdate("DELETE FROM dkim_check_tbl WHERE dkim_id = :id")
                .bind("id", id)
                .execute();
    }

    void delete(int companyId, int id) {
        tx.sql()
                .createUpdate(
                        "DELETE FROM dkim_key_tbl WHERE company_id = :company AND dkim_id = :id")
                .bind("company", companyId)
                .bind("id", id)
                .execute();
        forgetCheck(id);
    }

    void saveCheck(int id, RecordCheck check) {
        tx.sql()
                .createUpdate(
                        """
                        REPLACE INTO dkim_check_tbl (dkim_id, state, detail, checked)
                        VALUES (:id, :state, :detail, :checked)
                        """)
                .bind("id", id)
                .bind("state", check.state().name())
                .bind("detail", check.detail())
                .bind("checked", check.at())
                .execute();
    }

    /** What was found last in DNS, by id of the key. */
    Map<Integer, RecordCheck> checks() {
        Map<Integer, RecordCheck> checks = new HashMap<>();
        tx.sql()
                .createQuery("SELECT dkim_id, state, detail, checked FROM dkim_check_tbl")
                .map(
                        (row, context) -> {
                            int id = row.getInt(1);
                            return RecordCheck.stored(
                                            row.getString(2),
                                            row.getString(3),
                                            row.getTimestamp(4).toInstant())
                                    .map(check -> checks.put(id, check));
                        })
                .list();
        return checks;
    }

    /** Settings about keys; those of the company before those of all. */
    Map<String, String> settings(int companyId) {
        Map<String, String> settings = new HashMap<>();
        tx.sql()
                .createQuery(
                        """
                        SELECT cname, COALESCE(cvalue, '') FROM company_info_tbl
                         WHERE company_id IN (0, :company) AND COALESCE(hostname, '') = ''
                           AND cname LIKE 'dkim-%'
                         ORDER BY company_id
                        """)
                .bind("company", companyId)
                .map((row, context) -> settings.put(row.getString(1), row.getString(2)))
                .list();
        return settings;
    }

    /** Sets dkim-algorithms of the company itself. */
    void setAlgorithms(int companyId, String algorithms) {
        tx.sql()
                .createUpdate(
                        """
                        DELETE FROM company_info_tbl
                         WHERE company_id = :company AND cname = :name AND COALESCE(hostname, '') = ''
                        """)
                .bind("company", companyId)
                .bind("name", SenderKeys.ALGORITHMS)
                .execute();
        tx.sql()
                .createUpdate(
                        """
                        INSERT INTO company_info_tbl (company_id, cname, cvalue, creation_date)
                        VALUES (:company, :name, :value, CURRENT_TIMESTAMP)
                        """)
                .bind("company", companyId)
                .bind("name", SenderKeys.ALGORITHMS)
                .bind("value", algorithms)
                .execute();
    }

    private static KeyRow read(ResultSet row) throws SQLException {
        return new KeyRow(
                row.getInt(1),
                row.getInt(2),
                SenderDomain.ascii(row.getString(3)),
                row.getString(4),
                row.getString(5),
                row.getString(6),
                instant(row, 7),
                instant(row, 8),
                instant(row, 9));
    }

    private static Instant instant(ResultSet row, int column) throws SQLException {
        var timestamp = row.getTimestamp(column);
        return timestamp == null ? null : timestamp.toInstant();
    }
}
