package org.openemm.mailing;

import java.util.Locale;
import org.openemm.content.MediaParameters;

/**
 * The mailing that a follow-up mailing follows, and whose behaviour decides who gets it. Whoever
 * clicked has opened, too.
 *
 * @param mailingId 0: it follows none
 */
public record FollowUp(int mailingId, Method method) {
    /** Follows no other mailing. */
    public static final FollowUp NONE = new FollowUp(0, Method.NON_OPENER);

    /** Who of the recipients of the other mailing. */
    public enum Method {
        NON_OPENER,
        OPENER,
        NON_CLICKER,
        CLICKER;

        /** The value of followup_method, e.g. {@code non-opener}. */
        public String parameter() {
            return name().toLowerCase(Locale.ROOT).replace('_', '-');
        }

        /** Those who did not: asks who got the other mailing. */
        public boolean isNegative() {
            return this == NON_OPENER || this == NON_CLICKER;
        }

        /** Anything unknown is the first. */
        public static Method of(String parameter) {
            for (Method method : values()) {
                if (method.parameter().equalsIgnoreCase(parameter.strip())) {
                    return method;
                }
            }
            return NON_OPENER;
        }
    }

    public boolean isSet() {
        return mailingId > 0;
    }

    /** As it stands in the parameters of the medium. */
    public static FollowUp read(MediaParameters stored) {
        int mailing = stored.number("followup_for", 0);
        return mailing > 0
                ? new FollowUp(mailing, Method.of(stored.get("followup_method", "")))
                : NONE;
    }
}
