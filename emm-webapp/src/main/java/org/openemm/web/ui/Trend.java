package org.openemm.web.ui;

/**
 * How a figure has moved since the time before: sign, number and words, never colour alone.
 *
 * @param direction where it went
 * @param sense whether that is welcome
 * @param text e.g. "+12 %"
 */
public record Trend(Direction direction, Sense sense, String text) {
    /** Where the figure went. */
    public enum Direction {
        UP("trending-up"),
        DOWN("trending-down"),
        SAME("minus");

        private final String icon;

        Direction(String icon) {
            this.icon = icon;
        }

        public String icon() {
            return icon;
        }
    }

    /** Whether that is welcome. */
    public enum Sense {
        GOOD("good"),
        BAD("bad"),
        NEUTRAL("neutral");

        private final String css;

        Sense(String css) {
            this.css = css;
        }

        public String css() {
            return css;
        }
    }

    /** Smaller changes are none. */
    private static final double NOTHING = 0.0005;

    /** Of fewer, a percentage says nothing. */
    private static final long ENOUGH = 10;

    /**
     * Change of a count, relative to before. There is none to tell when fewer than ten were before:
     * then null, which components leave out.
     *
     * @param moreIsGood whether growing is welcome
     */
    public static Trend ofCount(Formats formats, long now, long before, boolean moreIsGood) {
        return before < ENOUGH
                ? null
                : of(
                        (double) (now - before) / before,
                        moreIsGood,
                        formats.signedPercent((double) (now - before) / before));
    }

    /**
     * Change of a share, in percentage points; the words behind it name the unit.
     *
     * @param now from 0 to 1
     * @param before from 0 to 1
     */
    public static Trend ofShare(Formats formats, double now, double before, boolean moreIsGood) {
        return of(now - before, moreIsGood, formats.signedPoints(now - before));
    }

    private static Trend of(double change, boolean moreIsGood, String text) {
        if (Math.abs(change) < NOTHING) {
            return new Trend(Direction.SAME, Sense.NEUTRAL, text);
        }
        boolean up = change > 0;
        return new Trend(
                up ? Direction.UP : Direction.DOWN,
                up == moreIsGood ? Sense.GOOD : Sense.BAD,
                text);
    }
}
