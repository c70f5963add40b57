package org.openemm.target;

import java.time.Instant;
import org.openemm.eql.Complexity;

/**
 * Which target groups a list shows. All parts must hold; null and empty text ask for nothing.
 *
 * @param search part of name or description
 * @param grade how much work the rule makes
 * @param delivery what the group is offered for
 * @param mark something that is particular about it
 * @param createdFrom created at or after
 * @param createdUntil created before
 * @param changedFrom last changed at or after
 * @param changedUntil last changed before
 * @param deleted the deleted ones instead of the living
 */
public record TargetFilter(
        String search,
        Complexity.Grade grade,
        Delivery delivery,
        Mark mark,
        Instant createdFrom,
        Instant createdUntil,
        Instant changedFrom,
        Instant changedUntil,
        boolean deleted) {

    /** What groups are offered for. */
    public enum Delivery {
        /** Only for mailings to everybody. */
        FINAL,
        /** For admin and test runs, too. */
        ADMIN_TEST
    }

    /** What can be particular about a group. */
    public enum Mark {
        FAVORITE,
        LOCKED,
        /** It limits which recipients its users see. */
        LIMITING,
        /** It cannot control blocks of a mailing. */
        NOT_FOR_CONTENT,
        INVALID,
        USED,
        UNUSED
    }

    public TargetFilter {
        search = search == null ? "" : search.strip();
    }

    /** Groups by a part of their name or description. */
    public static TargetFilter named(String search) {
        return new TargetFilter(search, null, null, null, null, null, null, null, false);
    }
}
