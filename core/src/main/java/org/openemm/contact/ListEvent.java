package org.openemm.contact;

import java.time.Instant;
import org.openemm.recipient.BindingStatus;
import org.openemm.recipient.UserType;

/**
 * A recipient came into a mailing list, changed there, or was taken out.
 *
 * @param list name, empty when the list was deleted
 * @param before null when the recipient was not in the list
 * @param after null when the recipient is not in the list any more
 * @param type what the recipient is in the list after it, before it when taken out
 * @param remark why; empty when nobody said
 * @param mailingId mailing that led to it, 0 for none
 */
public record ListEvent(
        Instant at,
        int mailinglistId,
        String list,
        BindingStatus before,
        BindingStatus after,
        UserType type,
        String remark,
        int mailingId)
        implements Event {}
