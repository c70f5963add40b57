package org.openemm.web.search;

/**
 * A piece of a title.
 *
 * @param marked it is what was looked for
 */
public record Part(String text, boolean marked) {}
