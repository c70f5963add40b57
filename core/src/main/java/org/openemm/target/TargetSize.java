package org.openemm.target;

/**
 * How many recipients a group selects.
 *
 * @param total recipients there are at all
 */
public record TargetSize(long recipients, long total) {}
