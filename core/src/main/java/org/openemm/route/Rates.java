package org.openemm.route;

/**
 * How many mails may leave; they are spread evenly. 0: no limit.
 *
 * @param perSecond up to 100,000, as the others
 */
public record Rates(int perSecond, int perMinute, int perHour) {
    public static final Rates UNLIMITED = new Rates(0, 0, 0);

    public boolean isUnlimited() {
        return perSecond == 0 && perMinute == 0 && perHour == 0;
    }
}
