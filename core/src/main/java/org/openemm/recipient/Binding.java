package org.openemm.recipient;

import java.time.Instant;

/**
 * State of a recipient in a mailing list for one medium.
 *
 * @param mediatype 0 e-mail, the only one in use
 * @param remark why the status is what it is, up to 150 characters
 * @param referrer page the subscription came from, null for none
 * @param exitMailingId mailing that led to the opt-out or bounce, 0 for none
 * @param entryMailingId mailing that led to the subscription, 0 for none
 * @param created null before it is stored
 * @param changed last change of status, null before it is stored
 */
public record Binding(
        long customerId,
        int mailinglistId,
        int mediatype,
        UserType userType,
        BindingStatus status,
        String remark,
        String referrer,
        int exitMailingId,
        int entryMailingId,
        Instant created,
        Instant changed) {
    /** E-mail. */
    public static final int EMAIL = 0;

    /** A binding to set, for e-mail. */
    public static Binding of(
            long customerId,
            int mailinglistId,
            UserType userType,
            BindingStatus status,
            String remark) {
        return new Binding(
                customerId, mailinglistId, EMAIL, userType, status, remark, null, 0, 0, null, null);
    }

    /** The same with the mailing that led to it. */
    public Binding withExitMailing(int mailingId) {
        return new Binding(
                customerId,
                mailinglistId,
                mediatype,
                userType,
                status,
                remark,
                referrer,
                mailingId,
                entryMailingId,
                created,
                changed);
    }
}
