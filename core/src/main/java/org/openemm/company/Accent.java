package org.openemm.company;

import java.util.function.DoubleFunction;
import java.util.function.Predicate;
import java.util.regex.Pattern;

/**
 * The accent colour of a tenant as pages can use it: shades of its hue, light enough or dark enough
 * that everything written with it or on it can be read. Whatever colour is chosen, text in the
 * accent has a contrast of at least {@value #READABLE} on every ground of the pages, and so has the
 * text on a button of the accent (WCAG 2.2, 1.4.3).
 *
 * @param light for light pages
 * @param dark for dark pages
 */
public record Accent(Shades light, Shades dark) {
    /** Least contrast of text and its ground. */
    public static final double READABLE = 4.5;

    /** The grounds that the accent is written on, hardest to read on last. */
    private static final Rgb LIGHT_GROUND = Rgb.of("#f1f1ee");

    private static final Rgb DARK_GROUND = Rgb.of("#222322");
    private static final Rgb WHITE = Rgb.of("#ffffff");
    private static final Pattern COLOUR = Pattern.compile("#[0-9a-fA-F]{6}");

    /** A hair more than needed, because colours are rounded to whole steps. */
    private static final double AIM = READABLE + 0.1;

    private static final double STEP = 0.005;
    private static final double LIGHT_SOFT = 0.955;
    private static final double DARK_SOFT = 0.285;
    private static final double DARKEST_ON_DARK = 0.74;
    private static final double HOVER = 0.07;
    private static final double FARTHER_HOVER = 0.12;

    /**
     * @param accent text, marks and buttons, {@code #rrggbb}
     * @param strong the same pointed at, and text on {@code soft}
     * @param soft quiet ground of what is selected
     * @param on text on {@code accent} and {@code strong}
     */
    public record Shades(String accent, String strong, String soft, String on) {}

    /** Whether a text is a colour as it is kept: {@code #rrggbb}. */
    public static boolean isColour(String text) {
        return COLOUR.matcher(text).matches();
    }

    /**
     * @param colour {@code #rrggbb}
     */
    public static Accent of(String colour) {
        Oklch wanted = Rgb.of(colour).toOklch();
        return new Accent(light(wanted), dark(wanted));
    }

    /** Contrast of two colours {@code #rrggbb}, from 1 to 21 (WCAG 2.2). */
    public static double contrast(String one, String other) {
        return Rgb.of(one).contrast(Rgb.of(other));
    }

    private static Shades light(Oklch wanted) {
        Rgb soft = wanted.with(LIGHT_SOFT, Math.min(wanted.chroma(), 0.025)).toRgb();
        Predicate<Rgb> readable =
                colour -> colour.contrast(LIGHT_GROUND) >= AIM && colour.contrast(soft) >= AIM;
        double lightness = first(wanted.lightness(), -STEP, wanted::at, readable);
        double strong = lightness - HOVER > 0.08 ? lightness - HOVER : lightness + FARTHER_HOVER;
        return new Shades(
                wanted.at(lightness).hex(), wanted.at(strong).hex(), soft.hex(), WHITE.hex());
    }

    private static Shades dark(Oklch wanted) {
        Rgb soft = wanted.with(DARK_SOFT, Math.min(wanted.chroma(), 0.05)).toRgb();
        Rgb on = wanted.with(0.2, Math.min(wanted.chroma(), 0.03)).toRgb();
        Predicate<Rgb> readable =
                colour ->
                        colour.contrast(DARK_GROUND) >= AIM
                                && colour.contrast(soft) >= AIM
                                && colour.contrast(on) >= AIM;
        double start = Math.max(wanted.lightness(), DARKEST_ON_DARK);
        double lightness = first(start, STEP, wanted::at, readable);
        double strong = lightness + HOVER < 0.98 ? lightness + HOVER : lightness - FARTHER_HOVER;
        return new Shades(
                wanted.at(lightness).hex(), wanted.at(strong).hex(), soft.hex(), on.hex());
    }

    /** The lightness nearest to the wanted one that can be read. */
    private static double first(
            double start, double step, DoubleFunction<Rgb> colour, Predicate<Rgb> readable) {
        double lightness = start;
        while (lightness > 0 && lightness < 1 && !readable.test(colour.apply(lightness))) {
            lightness += step;
        }
        return Math.max(0, Math.min(1, lightness));
    }

    /** Red, green, blue from 0 to 1 as screens know them. */
    private record Rgb(double red, double green, double blue) {
        static Rgb of(String hex) {
            int value = Integer.parseInt(hex.substring(1), 16);
            return new Rgb(
                    (value >> 16 & 0xff) / 255.0,
                    (value >> 8 & 0xff) / 255.0,
                    (value & 0xff) / 255.0);
        }

        String hex() {
            return String.format("#%02x%02x%02x", step(red), step(green), step(blue));
        }

        double contrast(Rgb other) {
            double one = luminance() + 0.05;
            double two = other.luminance() + 0.05;
            return Math.max(one, two) / Math.min(one, two);
        }

        /** What is seen: colours are whole steps. */
        private double luminance() {
            return 0.2126 * linear(step(red) / 255.0)
                    + 0.7152 * linear(step(green) / 255.0)
                    + 0.0722 * linear(step(blue) / 255.0);
        }

        /** Oklab by Bj&ouml;rn Ottosson: equal steps of lightness look equal. */
        Oklch toOklch() {
            double r = linear(red);
            double g = linear(green);
            double b = linear(blue);
            double l = Math.cbrt(0.4122214708 * r + 0.5363325363 * g + 0.0514459929 * b);
            double m = Math.cbrt(0.2119034982 * r + 0.6806995451 * g + 0.1073969566 * b);
            double s = Math.cbrt(0.0883024619 * r + 0.2817188376 * g + 0.6299787005 * b);
            double x = 1.9779984951 * l - 2.4285922050 * m + 0.4505937099 * s;
            double y = 0.0259040371 * l + 0.7827717662 * m - 0.8086757660 * s;
            return new Oklch(
                    0.2104542553 * l + 0.7936177850 * m - 0.0040720468 * s,
                    Math.hypot(x, y),
                    Math.atan2(y, x));
        }

        boolean exists() {
            double tolerance = 0.001;
            return Math.min(red, Math.min(green, blue)) >= -tolerance
                    && Math.max(red, Math.max(green, blue)) <= 1 + tolerance;
        }

        private static int step(double channel) {
            return (int) Math.round(Math.max(0, Math.min(1, channel)) * 255);
        }

        private static double linear(double channel) {
            return channel <= 0.04045 ? channel / 12.92 : Math.pow((channel + 0.055) / 1.055, 2.4);
        }
    }

    /** Lightness from 0 to 1, chroma from 0 (grey) to about 0.3, hue as angle. */
    private record Oklch(double lightness, double chroma, double hue) {
        Oklch with(double otherLightness, double otherChroma) {
            return new Oklch(otherLightness, otherChroma, hue);
        }

        Rgb at(double otherLightness) {
            return with(otherLightness, chroma).toRgb();
        }

        /** The colour, or the most colourful one of that hue and lightness that screens have. */
        Rgb toRgb() {
            for (double c = chroma; c > 0; c -= 0.002) {
                Rgb colour = with(lightness, c).unbounded();
                if (colour.exists()) {
                    return colour;
                }
            }
            return with(lightness, 0).unbounded();
        }

        private Rgb unbounded() {
            double x = chroma * Math.cos(hue);
            double y = chroma * Math.sin(hue);
            double l = Math.pow(lightness + 0.3963377774 * x + 0.2158037573 * y, 3);
            double m = Math.pow(lightness - 0.1055613458 * x - 0.0638541728 * y, 3);
            double s = Math.pow(lightness - 0.0894841775 * x - 1.2914855480 * y, 3);
            return new Rgb(
                    gamma(4.0767416621 * l - 3.3077115913 * m + 0.2309699292 * s),
                    gamma(-1.2684380046 * l + 2.6097574011 * m - 0.3413193965 * s),
                    gamma(-0.0041960863 * l - 0.7034186147 * m + 1.7076147010 * s));
        }

        private static double gamma(double channel) {
            return channel <= 0.0031308
                    ? channel * 12.92
                    : 1.055 * Math.pow(channel, 1 / 2.4) - 0.055;
        }
    }
}
