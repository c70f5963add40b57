package org.openemm.recipient;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import org.openemm.database.Rows;
import org.openemm.database.Transaction;

/** SQL of bindings. The history is written by triggers of the table. */
final class BindingStore {
    private static final String COLUMNS =
            "customer_id, mailinglist_id, mediatype, user_type, user_status, user_remark, referrer,"
                    + " exit_mailing_id, entry_mailing_id, creation_date, timestamp";

    Optional<Binding> find(
            Transaction tx, int companyId, long customerId, int mailinglistId, int mediatype) {
        return tx.sql()
                .createQuery(
                        """
                        SELECT %s FROM customer_%d_binding_tbl
                         WHERE customer_id = :customer AND mailinglist_id = :list AND mediatype = :mediatype
                        """
                                .formatted(COLUMNS, companyId))
                .bind("customer", customerId)
                .bind("list", mailinglistId)
                .bind("mediatype", mediatype)
                .map((row, context) -> binding(row))
                .findOne();
    }

    /** Of all these recipients, by recipient and list; lists that were deleted are left out. */
    List<Binding> of(Transaction tx, int companyId, Collection<Long> customerIds) {
        if (customerIds.isEmpty()) {
            return List.of();
        }
        return tx.sql()
                .createQuery(
                        """
                        SELECT %s FROM customer_%d_binding_tbl
                         WHERE customer_id IN (<customers>)
                           AND mailinglist_id IN (SELECT mailinglist_id FROM mailinglist_tbl WHERE company_id = :company AND deleted = 0)
                         ORDER BY customer_id, mailinglist_id, mediatype
                        """
                                .formatted(COLUMNS, companyId))
                .bindList("customers", List.copyOf(customerIds))
                .bind("company", companyId)
                .map((row, context) -> binding(row))
                .list();
    }

    void set(Transaction tx, int companyId, Binding binding, Instant now) {
        tx.sql()
                .createUpdate(
                        """
                        INSERT INTO customer_%d_binding_tbl
                               (customer_id, mailinglist_id, mediatype, user_type, user_status, user_remark, referrer,
                                exit_mailing_id, entry_mailing_id, creation_date, timestamp)
                        VALUES (:customer, :list, :mediatype, :type, :status, :remark, :referrer,
                                NULLIF(:exit, 0), NULLIF(:entry, 0), :now, :now)
                            ON DUPLICATE KEY UPDATE
                               timestamp = :now, user_type = :type, user_status = :status, user_remark = :remark,
                               referrer = COALESCE(:referrer, referrer),
                               exit_mailing_id = NULLIF(:exit, 0),
                               entry_mailing_id = COALESCE(NULLIF(:entry, 0), entry_mailing_id)
                        """
                                .formatted(companyId))
                .bind("customer", binding.customerId())
                .bind("list", binding.mailinglistId())
                .bind("mediatype", binding.mediatype())
                .bind("type", String.valueOf(binding.userType().code()))
                .bind("status", binding.status().code())
                .bind("remark", binding.remark())
                .bind("referrer", binding.referrer())
                .bind("exit", binding.exitMailingId())
                .bind("entry", binding.entryMailingId())
                .bind("now", now)
                .execute();
    }

    boolean delete(
            Transaction tx, int companyId, long customerId, int mailinglistId, int mediatype) {
        return tx.sql()
                        .createUpdate(
                                """
                                DELETE FROM customer_%d_binding_tbl
                                 WHERE customer_id = :customer AND mailinglist_id = :list AND mediatype = :mediatype
                                """
                                        .formatted(companyId))
                        .bind("customer", customerId)
                        .bind("list", mailinglistId)
                        .bind("mediatype", mediatype)
                        .execute()
                > 0;
    }

    List<BindingChange> history(Transaction tx, int companyId, long customerId, int limit) {
        return tx.sql()
                .createQuery(
                        """
                        SELECT timestamp_change, mailinglist_id, mediatype, user_type, user_status, user_remark, change_type, client_info
                          FROM hst_customer_%d_binding_tbl
                         WHERE customer_id = :customer
                         ORDER BY timestamp_change DESC LIMIT :limit
                        """
                                .formatted(companyId))
                .bind("customer", customerId)
                .bind("limit", limit)
                .map((row, context) -> change(row))
                .list();
    }

    private static Binding binding(ResultSet row) throws SQLException {
        return new Binding(
                row.getLong("customer_id"),
                row.getInt("mailinglist_id"),
                row.getInt("mediatype"),
                userType(row),
                BindingStatus.find(row.getInt("user_status")).orElse(BindingStatus.SUSPENDED),
                text(row, "user_remark"),
                row.getString("referrer"),
                row.getInt("exit_mailing_id"),
                row.getInt("entry_mailing_id"),
                Rows.instant(row, "creation_date"),
                Rows.instant(row, "timestamp"));
    }

    private static BindingChange change(ResultSet row) throws SQLException {
        return new BindingChange(
                Rows.instant(row, "timestamp_change"),
                row.getInt("mailinglist_id"),
                row.getInt("mediatype"),
                userType(row),
                BindingStatus.find(row.getInt("user_status")).orElse(BindingStatus.SUSPENDED),
                text(row, "user_remark"),
                row.getInt("change_type") == 0,
                text(row, "client_info"));
    }

    private static UserType userType(ResultSet row) throws SQLException {
        String code = text(row, "user_type");
        return code.isEmpty()
                ? UserType.WORLD
                : UserType.find(code.charAt(0)).orElse(UserType.WORLD);
    }

    private static String text(ResultSet row, String column) throws SQLException {
        String text = row.getString(column);
        return text == null ? "" : text;
    }
}
