package org.openemm.account;

import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Locale;
import java.util.Set;
import org.openemm.NotFound;
import org.openemm.NotPermitted;

/**
 * Who asks: every service method takes one, every query is scoped by its company.
 *
 * @param id admin_id of a user, 0 otherwise
 * @param name user name as it appears in the activity log
 * @param companyId tenant
 * @param rights permission tokens (permission_tbl)
 * @param closedLists mailing lists that this user may neither see nor use
 *     (disabled_mailinglist_tbl); ask {@link #usesList}
 * @param limit whom of the recipients this user may know of
 */
public record Actor(
        Kind kind,
        int id,
        String name,
        int companyId,
        Set<String> rights,
        Locale locale,
        ZoneId zone,
        Set<Integer> closedLists,
        RecipientLimit limit) {

    /** Where the actor comes from. */
    public enum Kind {
        USER,
        WEBSERVICE,
        /** The product itself: jobs, backend, set-up. Has every right. */
        SYSTEM
    }

    public Actor {
        rights = Set.copyOf(rights);
        closedLists = Set.copyOf(closedLists);
    }

    /** Somebody who may know of all recipients. */
    public Actor(
            Kind kind,
            int id,
            String name,
            int companyId,
            Set<String> rights,
            Locale locale,
            ZoneId zone,
            Set<Integer> closedLists) {
        this(kind, id, name, companyId, rights, locale, zone, closedLists, RecipientLimit.NONE);
    }

    /** Somebody to whom every mailing list is open, and who may know of all recipients. */
    public Actor(
            Kind kind,
            int id,
            String name,
            int companyId,
            Set<String> rights,
            Locale locale,
            ZoneId zone) {
        this(kind, id, name, companyId, rights, locale, zone, Set.of());
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
     * The one rule of who may use which mailing list: everybody all of them but those that were
     * closed to him. A closed list is for him as if it did not exist: in lists to pick from, in the
     * bindings of recipients, in imports and statistics, by every interface.
     */
    public boolean usesList(int mailinglistId) {
        return kind == Kind.SYSTEM || !closedLists.contains(mailinglistId);
    }

    /**
     * @throws NotFound kind {@code mailinglist} for one that is closed to the actor
     */
    public void requireList(int mailinglistId) {
        if (!usesList(mailinglistId)) {
            throw new NotFound("mailinglist", mailinglistId);
        }
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
