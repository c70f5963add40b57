package org.openemm.backend.merger;

import org.openemm.database.Transaction;
import org.openemm.delivery.Maildrop;

/** How many recipients go into one package. */
final class BlockSize {
    private static final int MINIMUM = 50;
    private static final int MAXIMUM = 1000;
    private static final int DIVISOR = 500;

    private BlockSize() {}

    /** As the job says, else as the company says (block-size), else by the length of the list. */
    static int of(Transaction tx, Maildrop job, long recipients) {
        int company = job.companyId();
        int given = job.blockSize() > 0 ? job.blockSize() : info(tx, company, "block-size", 0);
        if (given > 0) {
            return given;
        }
        int minimum = Math.max(1, info(tx, company, "dynblock-size-min", MINIMUM));
        int maximum = Math.max(minimum, info(tx, company, "dynblock-size-max", MAXIMUM));
        int divisor = Math.max(1, info(tx, company, "dynblock-size-divisor", DIVISOR));
        return (int) Math.min(maximum, Math.max(minimum, recipients / divisor));
    }

    private static int info(Transaction tx, int companyId, String name, int otherwise) {
        return tx.sql()
                .createQuery(
                        """
                        SELECT cvalue FROM company_info_tbl
                         WHERE cname = :name AND company_id IN (0, :company)
                         ORDER BY company_id DESC LIMIT 1
                        """)
                .bind("name", name)
                .bind("company", companyId)
                .mapTo(String.class)
                .findOne()
                .filter(value -> value.matches("\\d{1,8}"))
                .map(Integer::parseInt)
                .orElse(otherwise);
    }
}
