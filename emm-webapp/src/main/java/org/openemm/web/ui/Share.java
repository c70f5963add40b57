package org.openemm.web.ui;

/**
 * A part of a whole, for {@code jte/ui/shares.jte}.
 *
 * @param kind good, warn, bad or empty, as for badges
 * @param label what it is, in the language of the user
 */
public record Share(String kind, String label, long number) {}
