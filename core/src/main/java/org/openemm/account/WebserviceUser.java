package org.openemm.account;

import java.time.Instant;
import java.util.Optional;

/**
 * A user of the SOAP webservices.
 *
 * @param active whether logging in is allowed
 * @param dataSourceId written to the recipients that this user creates or changes
 * @param maxResults most rows of one answer, 0 for no limit
 */
public record WebserviceUser(
        String name,
        int companyId,
        boolean active,
        int dataSourceId,
        int maxResults,
        String contactEmail,
        Optional<Instant> lastLogin) {}
