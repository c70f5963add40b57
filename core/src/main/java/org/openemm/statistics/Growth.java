package org.openemm.statistics;

import java.time.LocalDate;
import java.util.List;

/**
 * How a mailing list, or all of them, grew in a span of time.
 *
 * @param steps one per day or week, oldest first, without gaps; the last one is not over yet
 * @param total of all steps
 * @param before the same number of days right before the first step
 */
public record Growth(List<Step> steps, Figures total, Figures before) {

    /**
     * What happened. Who left and came back, or came and left, counts by the state of today; a
     * recipient of two lists counts in each.
     *
     * @param fresh recipients who are new in a list, without those who have not confirmed
     * @param optOuts recipients who left, or were taken out by a user
     * @param bounces recipients whose address does not work any more
     * @param blocked recipients who came on the blocklist
     */
    public record Figures(long fresh, long optOuts, long bounces, long blocked) {
        static final Figures NONE = new Figures(0, 0, 0, 0);

        Figures plus(Figures other) {
            return new Figures(
                    fresh + other.fresh,
                    optOuts + other.optOuts,
                    bounces + other.bounces,
                    blocked + other.blocked);
        }

        /** What remained. */
        public long net() {
            return fresh - optOuts - bounces - blocked;
        }
    }

    /**
     * A day or week.
     *
     * @param start its first day in the zone of the reader
     */
    public record Step(LocalDate start, Figures figures) {}

    /** How far to look back. */
    public enum Period {
        MONTH(30, 1),
        QUARTER(90, 1),
        YEAR(364, 7);

        private final int days;
        private final int stepDays;

        Period(int days, int stepDays) {
            this.days = days;
            this.stepDays = stepDays;
        }

        /** Days back, today included. */
        public int days() {
            return days;
        }

        /** 1: a step is a day; 7: a week. */
        public int stepDays() {
            return stepDays;
        }
    }
}
