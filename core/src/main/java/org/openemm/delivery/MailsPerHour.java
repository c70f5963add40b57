package org.openemm.delivery;

/** The speeds people can choose, as package size and minutes between two packages. */
public enum MailsPerHour {
    UNLIMITED(0, 0, 0),
    UP_TO_500000(500_000, 8333, 1),
    UP_TO_250000(250_000, 4166, 1),
    UP_TO_100000(100_000, 1666, 1),
    UP_TO_50000(50_000, 833, 1),
    UP_TO_25000(25_000, 416, 1),
    UP_TO_10000(10_000, 500, 3),
    UP_TO_5000(5000, 1250, 15),
    UP_TO_1000(1000, 250, 15);

    private final int mails;
    private final int blockSize;
    private final int stepMinutes;

    MailsPerHour(int mails, int blockSize, int stepMinutes) {
        this.mails = mails;
        this.blockSize = blockSize;
        this.stepMinutes = stepMinutes;
    }

    /** 0: unlimited. */
    public int mails() {
        return mails;
    }

    public int blockSize() {
        return blockSize;
    }

    public int stepMinutes() {
        return stepMinutes;
    }

    /** The speed with that number, else unlimited. */
    public static MailsPerHour of(int mails) {
        for (MailsPerHour speed : values()) {
            if (speed.mails == mails) {
                return speed;
            }
        }
        return UNLIMITED;
    }
}
