package org.openemm.recipient;

/**
 * A recipient that a person looks for.
 *
 * @param name first and last name as far as known; may be empty
 */
public record RecipientHit(long id, String email, String name) {}
