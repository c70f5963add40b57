package org.openemm.profilefield;

/**
 * What one user may do with one profile field.
 *
 * @param user admin_id
 * @param name as people know the user
 * @param exception null when the visibility for the company holds
 */
public record FieldAccess(int user, String name, ProfileField.Editing exception) {}
