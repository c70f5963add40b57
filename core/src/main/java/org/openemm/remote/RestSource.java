package org.openemm.remote;

import java.util.concurrent.atomic.AtomicInteger;
import org.openemm.database.Transaction;

/** Where recipients come from that programs bring in (datasource_description_tbl). */
public final class RestSource {
    private final AtomicInteger known = new AtomicInteger();

    /** Its id; 0 when the installation has lost the row. */
    public int id(Transaction tx) {
        if (known.get() == 0) {
            known.set(
                    tx.sql()
                            .createQuery(
                                    """
                                    SELECT COALESCE(MIN(datasource_id), 0) FROM datasource_description_tbl
                                     WHERE description = 'RestfulService'
                                    """)
                            .mapTo(int.class)
                            .one());
        }
        return known.get();
    }
}
