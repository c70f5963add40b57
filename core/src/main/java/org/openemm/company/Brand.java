package org.openemm.company;

/**
 * What a tenant looks like on pages and reports.
 *
 * @param name shown where there is no logo
 * @param logo PNG; empty when the tenant has none
 * @param accent colour of buttons, charts and lines, {@code #rrggbb}
 */
public record Brand(String name, byte[] logo, String accent) {
    /** The product's own colour, for tenants without one. */
    public static final String DEFAULT_ACCENT = "#1f4fd8";
}
