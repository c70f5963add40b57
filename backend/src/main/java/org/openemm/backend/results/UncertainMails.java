package org.openemm.backend.results;

import java.time.Instant;
import java.util.List;
import org.jdbi.v3.core.statement.PreparedBatch;
import org.openemm.backend.spool.PackageName;
import org.openemm.backend.spool.ResumeNote;
import org.openemm.database.Transaction;

/** Mails, and copies of mails, that may have arrived twice. */
final class UncertainMails {
    private UncertainMails() {}

    static void note(Transaction tx, PackageName name, List<ResumeNote> notes, Instant now) {
        insert(tx, name, notes.stream().filter(note -> note.copy() == 0).toList(), now, false);
        insert(tx, name, notes.stream().filter(note -> note.copy() > 0).toList(), now, true);
    }

    private static void insert(
            Transaction tx, PackageName name, List<ResumeNote> notes, Instant now, boolean copies) {
        if (notes.isEmpty()) {
            return;
        }
        PreparedBatch batch =
                tx.sql()
                        .prepareBatch(
                                copies
                                        ? """
                                        INSERT INTO bcc_uncertain_tbl
                                               (company_id, mailing_id, maildrop_id, customer_id,
                                                copy, cause, timestamp)
                                        VALUES (:company, :mailing, :maildrop, :customer, :copy,
                                                :cause, :now)
                                        """
                                        : """
                                        INSERT INTO delivery_uncertain_tbl
                                               (company_id, mailing_id, maildrop_id, customer_id,
                                                cause, timestamp)
                                        VALUES (:company, :mailing, :maildrop, :customer, :cause,
                                                :now)
                                        """);
        for (ResumeNote note : notes) {
            batch.bind("company", name.companyId())
                    .bind("mailing", name.mailingId())
                    .bind("maildrop", name.run())
                    .bind("customer", note.customerId())
                    .bind("cause", note.rest())
                    .bind("now", now);
            if (copies) {
                batch.bind("copy", note.copy());
            }
            batch.add();
        }
        batch.execute();
    }
}
