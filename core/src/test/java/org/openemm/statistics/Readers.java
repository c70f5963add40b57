package org.openemm.statistics;

import static org.junit.jupiter.api.Assertions.assertTrue;

import org.openemm.tracking.Tracking;
import org.openemm.tracking.Visit;
import org.openemm.uid.Uid;
import org.openemm.uid.UidCodec;

/** Recipients of a mailing who follow the addresses in their mails. */
record Readers(Tracking tracking, String secret, int mailing) {
    /** A reader who must stay anonymous. */
    static final long NOBODY = 0;

    private static final long SENT = 1_790_848_800L;

    void open(long customer, String... agents) {
        for (String agent : agents) {
            assertTrue(tracking.opening(uid(customer, 0), new Visit("192.0.2.1", agent, true)));
        }
    }

    void preview(long customer) {
        assertTrue(tracking.opening(uid(customer, 0), new Visit("192.0.2.1", "", false)));
    }

    void click(long customer, int link, String agent) {
        assertTrue(
                tracking.click(uid(customer, link), new Visit("192.0.2.1", agent, true))
                        .isPresent());
    }

    private String uid(long customer, int link) {
        int options = customer == NOBODY ? Uid.TRACKING_VETO : 0;
        return UidCodec.encode(Uid.of(1, mailing, customer, SENT, options, link), secret);
    }
}
