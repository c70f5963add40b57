package org.openemm.tabular;

/**
 * What a file may be at most, so that a small one cannot fill memory or disk.
 *
 * @param bytes of the text in it, after unpacking
 * @param columns of a row
 * @param rowLength characters of a row
 */
public record Limits(long bytes, int columns, int rowLength) {}
