package org.openemm.profilefield;

import org.openemm.database.Transaction;

/** SQL of the number that grows whenever the fields of a company change. */
final class FieldVersion {
    private FieldVersion() {}

    static long of(Transaction tx, int companyId) {
        return tx.sql()
                .createQuery(
                        "SELECT version FROM profile_field_version_tbl WHERE company_id = :company")
                .bind("company", companyId)
                .mapTo(Long.class)
                .findOne()
                .orElse(0L);
    }

    static void grow(Transaction tx, int companyId) {
        tx.sql()
                .createUpdate(
                        """
                        INSERT INTO profile_field_version_tbl (company_id, version) VALUES (:company, 1)
                            ON DUPLICATE KEY UPDATE version = version + 1
                        """)
                .bind("company", companyId)
                .execute();
    }
}
