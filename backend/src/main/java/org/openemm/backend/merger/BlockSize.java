package org.openemm.backend.merger;

import org.openemm.database.Transaction;
import org.openemm.delivery.CompanyInfo;
import org.openemm.delivery.Maildrop;

/** How many recipients go into one package. */
final class BlockSize {
    private static final int MINIMUM = 50;
    private static final int MAXIMUM = 1000;
    private static final int DIVISOR = 500;

    private BlockSize() {}

    /** As the job says, else as the company says (block-size), else by the length of the list. */
    static int of(Transaction tx, Maildrop job, long recipients) {
        CompanyInfo info = CompanyInfo.of(tx, job.companyId(), job.mailingId());
        int given = job.blockSize() > 0 ? job.blockSize() : info.number("block-size", 0);
        if (given > 0) {
            return given;
        }
        int minimum = Math.max(1, info.number("dynblock-size-min", MINIMUM));
        int maximum = Math.max(minimum, info.number("dynblock-size-max", MAXIMUM));
        int divisor = Math.max(1, info.number("dynblock-size-divisor", DIVISOR));
        return (int) Math.min(maximum, Math.max(minimum, recipients / divisor));
    }
}
