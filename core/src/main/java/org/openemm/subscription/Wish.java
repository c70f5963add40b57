package org.openemm.subscription;

/**
 * Somebody wrote to a filter that subscribes.
 *
 * @param filterId number of the filter
 * @param email address in From, as written
 * @param filterAddress address that was written to; the question comes from there
 * @param messageId of the mail, with brackets; may be empty
 */
public record Wish(
        int companyId,
        int filterId,
        int mailinglistId,
        String email,
        String filterAddress,
        String messageId) {}
