package org.openemm.company;

import java.util.Map;
import java.util.Optional;

/**
 * What a tenant looks like on pages and reports. Where it has nothing of its own, that of company 0
 * stands in.
 *
 * @param name of the tenant
 * @param logo PNG for reports; empty when there is none
 * @param chosen accent colour {@code #rrggbb}, if one has been chosen
 * @param versions of the pictures that there are: changes with the content
 */
public record Brand(
        String name, byte[] logo, Optional<String> chosen, Map<BrandFile, String> versions) {
    /** The product's own colour, for tenants without one. */
    public static final String DEFAULT_ACCENT = "#3d4fd6";

    /** For what has no pages: name, logo, colour {@code #rrggbb}. */
    public Brand(String name, byte[] logo, String accent) {
        this(name, logo, Optional.of(accent), Map.of());
    }

    /** Colour of buttons, charts and lines, {@code #rrggbb}. */
    public String accent() {
        return chosen.orElse(DEFAULT_ACCENT);
    }
}
