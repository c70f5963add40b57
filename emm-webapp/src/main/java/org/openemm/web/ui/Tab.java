package org.openemm.web.ui;

/**
 * A tab of an object's pages.
 *
 * @param href empty: cannot be opened yet
 */
public record Tab(String label, String href, boolean current) {}
