package org.openemm.statistics;

/**
 * Whose figures are asked for.
 *
 * @param mailinglistId 0: all lists that are open to the actor
 * @param targetId target group, 0 for everybody
 */
public record RecipientChoice(int mailinglistId, int targetId) {}
