package org.openemm.delivery;

import java.time.Duration;
import java.util.List;

/**
 * What a sending would be like if it began now.
 *
 * @param recipients who gets it, and why others do not
 * @param sample what the mails of some recipients are like
 * @param perHour mails an hour, blind copies included, as measured with the last sendings; 0: none
 *     was long enough
 * @param duration from the first to the last mail, blind copies included; null: nothing is known
 *     about it
 */
public record Forecast(Breakdown recipients, Sample sample, long perHour, Duration duration) {

    /**
     * Mails made for real recipients, and thrown away.
     *
     * @param mails how many were made; 0: there is nobody, or the mailing cannot be made
     * @param smallest bytes on the wire
     * @param largest bytes on the wire
     * @param leftOut how many would get no mail because their content is empty
     * @param gaps fields of the content without a value
     */
    public record Sample(int mails, long smallest, long largest, int leftOut, List<Gap> gaps) {
        static final Sample NONE = new Sample(0, 0, 0, 0, List.of());

        public Sample {
            gaps = List.copyOf(gaps);
        }

        /** How many recipients were looked at. */
        public int looked() {
            return mails + leftOut;
        }
    }

    /**
     * A profile field that the content shows and some recipients have not.
     *
     * @param recipients how many of the sample
     * @param examples addresses of some of them; empty for who may not see recipients
     */
    public record Gap(String field, int recipients, List<String> examples) {
        public Gap {
            examples = List.copyOf(examples);
        }
    }
}
