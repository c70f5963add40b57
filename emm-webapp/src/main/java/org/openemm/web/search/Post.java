package org.openemm.web.search;

/**
 * What is sent to carry a command out.
 *
 * @param field name of the one field of its form; empty for none
 */
public record Post(String field, String value) {}
