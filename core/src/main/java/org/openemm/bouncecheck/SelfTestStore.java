package org.openemm.bouncecheck;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.openemm.database.Transaction;

/** SQL of self-tests. */
final class SelfTestStore {
    /** One company begins one after the other, also when the button is pressed twice. */
    void lock(Transaction tx, int company) {
        tx.sql()
                .createQuery(
                        """
                        SELECT company_id FROM company_tbl WHERE company_id = :company FOR UPDATE
                        """)
                .bind("company", company)
                .mapTo(Integer.class)
                .findOne();
    }

    Optional<SelfTest> latest(Transaction tx, int company) {
        return tx.sql()
                .createQuery(
                        """
                        SELECT selftest_id, rid, token, address, started, state, ended, dsn, said,
                               message_id, looked
                          FROM bounce_selftest_tbl WHERE company_id = :company
                         ORDER BY selftest_id DESC LIMIT 1
                        """)
                .bind("company", company)
                .map((row, context) -> selfTest(row))
                .findOne();
    }

    int countSince(Transaction tx, int company, Instant since) {
        return tx.sql()
                .createQuery(
                        """
                        SELECT COUNT(*) FROM bounce_selftest_tbl
                         WHERE company_id = :company AND started > :since
                        """)
                .bind("company", company)
                .bind("since", since)
                .mapTo(Integer.class)
                .one();
    }

    void deleteBefore(Transaction tx, int company, Instant time) {
        tx.sql()
                .createUpdate(
                        """
                        DELETE FROM bounce_selftest_tbl
                         WHERE company_id = :company AND started < :time
                        """)
                .bind("company", company)
                .bind("time", time)
                .execute();
    }

    void insert(
            Transaction tx, int company, int rid, String token, String address, Instant started) {
        tx.sql()
                .createUpdate(
                        """
                        INSERT INTO bounce_selftest_tbl
                               (company_id, rid, token, address, started, state)
                        VALUES (:company, :rid, :token, :address, :started, 'UNDER_WAY')
                        """)
                .bind("company", company)
                .bind("rid", rid)
                .bind("token", token)
                .bind("address", address)
                .bind("started", started)
                .execute();
    }

    void update(Transaction tx, int company, SelfTest test) {
        tx.sql()
                .createUpdate(
                        """
                        UPDATE bounce_selftest_tbl
                           SET state = :state, ended = :ended, dsn = :dsn, said = :said,
                               message_id = :message, looked = :looked
                         WHERE selftest_id = :id AND company_id = :company
                        """)
                .bind("id", test.id())
                .bind("company", company)
                .bind("state", test.state().name())
                .bind("ended", test.ended())
                .bind("dsn", test.dsn())
                .bind("said", test.said())
                .bind("message", test.messageId())
                .bind("looked", test.looked())
                .execute();
    }

    /** Senders of the newest mailings as stored, the newest first. */
    List<String> senders(Transaction tx, int company) {
        return tx.sql()
                .createQuery(
                        """
                        SELECT COALESCE(param, '') FROM mailing_mt_tbl
                          JOIN mailing_tbl USING (mailing_id)
                         WHERE company_id = :company AND deleted = 0
                         ORDER BY mailing_id DESC LIMIT 20
                        """)
                .bind("company", company)
                .mapTo(String.class)
                .list();
    }

    private static SelfTest selfTest(ResultSet row) throws SQLException {
        Timestamp ended = row.getTimestamp("ended");
        return new SelfTest(
                row.getLong("selftest_id"),
                row.getInt("rid"),
                row.getString("token"),
                row.getString("address"),
                row.getTimestamp("started").toInstant(),
                SelfTest.State.of(row.getString("state")),
                ended == null ? null : ended.toInstant(),
                row.getInt("dsn"),
                row.getString("said"),
                row.getLong("message_id"),
                row.getLong("looked"));
    }
}
