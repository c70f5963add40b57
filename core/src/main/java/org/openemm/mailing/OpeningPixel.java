package org.openemm.mailing;

import java.util.Locale;

/** Where the picture that measures openings stands (media parameter onepixlog). */
public enum OpeningPixel {
    NONE,
    TOP,
    BOTTOM;

    public String parameter() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** Unknown or missing values are taken as the default, {@link #TOP}. */
    public static OpeningPixel of(String parameter) {
        for (OpeningPixel pixel : values()) {
            if (pixel.parameter().equalsIgnoreCase(parameter)) {
                return pixel;
            }
        }
        return TOP;
    }
}
