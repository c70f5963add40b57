package org.openemm.subscription;

import java.time.Instant;

/**
 * Row of subscription_request_tbl.
 *
 * @param confirmed null before
 */
record Request(
        long id,
        int companyId,
        int filterId,
        int mailinglistId,
        long customerId,
        String email,
        String filterAddress,
        String askedBy,
        Instant requested,
        Instant confirmed) {}
