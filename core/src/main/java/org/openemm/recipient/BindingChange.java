package org.openemm.recipient;

import java.time.Instant;

/**
 * What a binding was until somebody changed or removed it.
 *
 * @param at moment of the change
 * @param removed the binding was removed, not changed
 * @param by program or database user that changed it
 */
public record BindingChange(
        Instant at,
        int mailinglistId,
        int mediatype,
        UserType userType,
        BindingStatus status,
        String remark,
        boolean removed,
        String by) {}
