package org.openemm.route;

import java.time.Instant;

/**
 * A route of a tenant. Its password is never shown again.
 *
 * @param settings with an empty password
 */
public record Route(
        int id, int companyId, RouteDraft settings, boolean hasPassword, Instant changed) {
    public String name() {
        return settings.name();
    }

    /** host:port. */
    public String address() {
        return settings.host() + ":" + settings.port();
    }
}
