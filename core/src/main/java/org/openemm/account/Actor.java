package org.openemm.account;

import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Locale;
import java.util.Set;
import org.openemm.NotPermitted;

/**
 * Who asks: every service method takes one, every query is scoped by its company.
 *
 * @param id admin_id of a user, 0 otherwise
 * @param name user name as it appears in the activity log
 * @param companyId tenant
 * @param rights permission tokens (permission_tbl)
 */
public record Actor(
        Kind kind,
        int id,
        String name,
        int companyId,
        Set<String> rights,
        Locale locale,
        ZoneId zone) {

    /** Where the actor comes from. */
    public enum Kind {
        USER,
        WEBSERVICE,
        /** The product itself: jobs, backend, set-up. Has every right. */
        SYSTEM
    }

    public Actor {
        rights = Set.copyOf(rights);
    }

    /**
     * The product acting for a company, named by the part that acts, e.g. {@code job:DBCleaner}.
     */
    public static Actor system(String name, int companyId) {
        return new Actor(Kind.SYSTEM, 0, name, companyId, Set.of(), Locale.ENGLISH, ZoneOffset.UTC);
    }

    public boolean may(String right) {
        return kind == Kind.SYSTEM || rights.contains(right);
    }

    /**
     * @throws NotPermitted without the right
     */
    public void require(String right) {
        if (!may(right)) {
            throw new NotPermitted(right);
        }
    }
}
