package org.openemm.bounce;

import java.time.Instant;

/**
 * A mail that did not arrive.
 *
 * @param dsn delivery status as three digits, e.g. 511 for 5.1.1
 * @param text what the mail server said
 */
public record Bounce(
        int companyId, int mailingId, long customerId, int dsn, String text, Instant time) {}
