package org.openemm.delivery;

import java.util.Locale;

/**
 * Why a recipient of a list does not get a sending. In the order in which it is asked: each
 * recipient counts with the first reason that holds.
 */
public enum Exclusion {
    /** Status 2 on the list. */
    BOUNCED,
    /** Status 3 or 4 on the list. */
    OPTED_OUT,
    /** Status 5 on the list: has not confirmed the subscription. */
    UNCONFIRMED,
    /** Status 6 on the list. */
    BLOCKED_BEFORE,
    /** Status 7 on the list, or any other that gets no mail. */
    SUSPENDED,
    /** Only for other kinds of sending, e.g. a test recipient who is no regular one. */
    OTHER_TYPE,
    /** Not in the target groups of the mailing. */
    TARGET_GROUPS,
    /** The target group for trials leaves them out. */
    TEST_GROUP,
    /** What the administrator has fixed for all sendings of this kind. */
    FIXED_CLAUSE,
    /** Did with the other mailing what this one follows up not. */
    FOLLOW_UP,
    /** The address is on the blocklist. */
    BLOCKLIST,
    /** Bounced lately on another list. */
    BOUNCE_BLEED,
    /** Another recipient with the same address gets it. */
    DUPLICATE,
    /** Belongs to another part of a divided list. */
    OTHER_PART,
    /** Got as many mails today as one may get. */
    MAILS_PER_DAY,
    /** Not chosen where only so many may get it. */
    MAXIMUM;

    /** Key of the text. */
    public String key() {
        return "delivery.exclusion." + name().toLowerCase(Locale.ROOT);
    }
}
