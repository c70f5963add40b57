package org.openemm.delivery;

import java.time.Instant;

/**
 * How a mailing is to be sent.
 *
 * @param when not before; null: now
 * @param blockSize recipients per package; 0: chosen by the product
 * @param stepMinutes minutes between two packages; 0: as fast as possible
 * @param maxRecipients a random choice of so many; 0: everybody
 */
public record SendOptions(Instant when, int blockSize, int stepMinutes, int maxRecipients) {

    public static SendOptions now() {
        return new SendOptions(null, 0, 0, 0);
    }

    public static SendOptions at(Instant when) {
        return new SendOptions(when, 0, 0, 0);
    }

    public SendOptions withSpeed(MailsPerHour speed) {
        return new SendOptions(when, speed.blockSize(), speed.stepMinutes(), maxRecipients);
    }

    public SendOptions withMaxRecipients(int count) {
        return new SendOptions(when, blockSize, stepMinutes, count);
    }
}
