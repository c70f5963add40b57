package org.openemm.mailing;

/**
 * A parameter that is added to the address of a link when somebody follows it.
 *
 * @param name up to 32 characters
 * @param value up to 2000 characters; may hold hash tags
 */
public record LinkExtension(String name, String value) {}
