package org.openemm.web.ui;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.util.Map;
import java.util.Optional;
import org.openemm.company.Accent;
import org.openemm.company.Brand;
import org.openemm.company.BrandFile;
import org.openemm.company.Brands;
import org.openemm.servlet.DatabaseAway;

/** The brand of a tenant as pages show it: addresses of its pictures and of its colours. */
public final class Looks {
    /** Where pictures and colours of tenants are served. */
    public static final String FOLDER = "/layout/";

    private static final String PRODUCT = "OpenEMM";
    private final Brands brands;
    private final Cache<String, Theme> themes = Caffeine.newBuilder().maximumSize(1_000).build();

    public Looks(Brands brands) {
        this.brands = brands;
    }

    /** The look for users of a company. */
    public Look of(int companyId) {
        Brand brand = brands.of(companyId);
        return new Look(companyId, brand, brand.chosen().map(this::theme));
    }

    /** The look of pages without login; the product's own while the database is away. */
    public Look ofStrangers() {
        try {
            return of(brands.ofStrangers());
        } catch (RuntimeException e) {
            if (DatabaseAway.isBehind(e)) {
                return ofProduct();
            }
            throw e;
        }
    }

    /** The product's own look, for pages while the database is away. */
    static Look ofProduct() {
        return new Look(
                0, new Brand("", new byte[0], Optional.empty(), Map.of()), Optional.empty());
    }

    /** Style sheet of an accent colour. */
    public Theme theme(String accent) {
        return themes.get(accent, colour -> Theme.of(Accent.of(colour)));
    }

    /**
     * A style sheet that sets the accent colours.
     *
     * @param name of the file: changes with the content
     */
    public record Theme(String name, String css) {
        static Theme of(Accent accent) {
            Accent.Shades light = accent.light();
            Accent.Shades dark = accent.dark();
            String css =
                    ":root{"
                            + both("accent", light.accent(), dark.accent())
                            + both("accent-strong", light.strong(), dark.strong())
                            + both("accent-soft", light.soft(), dark.soft())
                            + both("on-accent", light.on(), dark.on())
                            + both("chart-1", light.accent(), dark.accent())
                            + "}";
            return new Theme("theme-" + Integer.toHexString(css.hashCode()) + ".css", css);
        }

        private static String both(String name, String light, String dark) {
            return "--" + name + ":light-dark(" + light + "," + dark + ");";
        }
    }

    /**
     * What a page shows of a brand.
     *
     * @param companyId whose it is; 0: the installation's
     * @param theme empty: the product's own colours
     */
    public record Look(int companyId, Brand brand, Optional<Theme> theme) {
        /** Address of the style sheet of the accent colour. */
        public Optional<String> themeAddress() {
            return theme.map(sheet -> folder() + sheet.name());
        }

        /** Address of a picture, which changes with its content; empty when there is none. */
        public Optional<String> address(BrandFile file) {
            return Optional.ofNullable(brand.versions().get(file))
                    .map(version -> folder() + file.fileName() + "?v=" + version);
        }

        /** The logo above the menu. */
        public Optional<String> logo() {
            return address(BrandFile.LOGO_SVG).or(() -> address(BrandFile.LOGO_PNG));
        }

        /** The icon of the browser's tab. */
        public Optional<String> favicon() {
            return address(BrandFile.FAVICON);
        }

        /** A second logo on the login page. */
        public Optional<String> editionLogo() {
            return address(BrandFile.EDITION_LOGO);
        }

        /** What the product is called: with a logo of one's own it bears one's own name. */
        public String productName() {
            return logo().isPresent() && !brand.name().isBlank() ? brand.name() : PRODUCT;
        }

        private String folder() {
            return FOLDER + companyId + "/";
        }
    }
}
