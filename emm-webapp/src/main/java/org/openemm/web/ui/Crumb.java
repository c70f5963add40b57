package org.openemm.web.ui;

/** A step of the path above the title. */
public record Crumb(String text, String href) {}
