package org.openemm.delivery;

import java.time.Instant;
import java.util.Optional;

/**
 * How far the sending of a mailing to its list is.
 *
 * @param statusId send job; 0 when there is none
 * @param sendAt planned start of sending; null without a send job
 * @param total mails to make; 0 before generation and until they are counted
 * @param generated mails made so far
 * @param sent mails the mail server took over, and those it refused at once
 * @param skipped mails not made because the content was empty
 * @param bounced recipients with a bounce of this mailing
 * @param generationStart null before
 * @param generationEnd null before
 * @param deliveryStart first mail; null before
 * @param deliveryEnd last mail so far; null before
 * @param waiting why nothing is made or sent although it should be; readable for an administrator
 */
public record Progress(
        Distribution distribution,
        int statusId,
        Instant sendAt,
        long total,
        long generated,
        long sent,
        long skipped,
        long bounced,
        Instant generationStart,
        Instant generationEnd,
        Instant deliveryStart,
        Instant deliveryEnd,
        Optional<String> waiting) {

    /** 0 to 100, of sending. */
    public int percent() {
        return total == 0 ? 0 : (int) Math.min(100, (sent + skipped) * 100 / total);
    }
}
