package org.openemm.importing;

import java.util.List;
import org.openemm.database.Transaction;

/** SQL of what follows when an import has ended: result files and mails. */
final class ResultStore {
    /** Whether the result files are still to be written. */
    void due(Transaction tx, long id, boolean due) {
        tx.sql()
                .createUpdate(
                        "UPDATE recipient_import_tbl SET results = :due WHERE import_id = :id")
                .bind("due", due ? 1 : 0)
                .bind("id", id)
                .execute();
    }

    /** Imports of this host that have ended, whose result files are still to be written. */
    List<Import> withoutResults(Transaction tx, String host) {
        return tx.sql()
                .createQuery(
                        """
                        SELECT %s FROM recipient_import_tbl
                         WHERE state IN ('DONE', 'CANCELLED') AND results = 1 AND host = :host
                        """
                                .formatted(ImportStore.COLUMNS))
                .bind("host", host)
                .map((row, context) -> ImportStore.read(row))
                .list();
    }

    /** Language of a user as the database has it; English for nobody. */
    String languageOf(Transaction tx, int adminId) {
        return tx.sql()
                .createQuery(
                        "SELECT COALESCE(admin_lang, 'en') FROM admin_tbl WHERE admin_id = :admin")
                .bind("admin", adminId)
                .mapTo(String.class)
                .findOne()
                .orElse("en");
    }

    /** Where the server of a company is reached; may be empty. */
    String domain(Transaction tx, int companyId) {
        return tx.sql()
                .createQuery(
                        "SELECT COALESCE(rdir_domain, '') FROM company_tbl WHERE company_id ="
                                + " :company")
                .bind("company", companyId)
                .mapTo(String.class)
                .findOne()
                .orElse("");
    }
}
