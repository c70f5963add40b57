package org.openemm.insight;

import org.openemm.recipient.BindingStatus;
import org.openemm.recipient.UserType;

/**
 * Those of a rule who are on a mailing list in one way.
 *
 * @param recipients how many
 */
public record ListPart(int mailinglistId, UserType type, BindingStatus status, long recipients) {}
