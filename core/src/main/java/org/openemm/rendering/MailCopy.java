package org.openemm.rendering;

/**
 * A copy of a recipient's mail for somebody else.
 *
 * @param number of the copy among those of one recipient; stands in its Message-ID
 * @param address who gets it
 * @param blind the mail stays addressed to the recipient (Bcc); otherwise a sample, addressed to
 *     whoever examines it
 */
public record MailCopy(int number, String address, boolean blind) {
    /** Samples are counted from here, so that a number says what a copy is. */
    private static final int SAMPLES = 1000;

    static MailCopy blind(int index, String address) {
        return new MailCopy(index + 1, address, true);
    }

    static MailCopy sample(int index, String address) {
        return new MailCopy(SAMPLES + index + 1, address, false);
    }

    /** Whether a copy of this number belongs to the mailing's accounts; samples do not. */
    public static boolean isBlind(int number) {
        return number > 0 && number <= SAMPLES;
    }

    /** In front of the Message-ID: whatever comes back for it says nothing about the recipient. */
    String mark() {
        return "V" + number + "-";
    }
}
