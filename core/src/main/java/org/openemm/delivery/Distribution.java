package org.openemm.delivery;

/** What people are told about the way of a mailing, from not sent to sent. */
public enum Distribution {
    NOT_SENT,
    SCHEDULED,
    /** Packages are made; none of them was sent yet. */
    GENERATING,
    GENERATED,
    /** Some were sent; the last packages may still be made. */
    SENDING,
    SENT,
    CANCELLED,
    /** Generation ended with an error or was stopped. */
    GENERATION_STOPPED,
    /** Paused by a person. */
    DELIVERY_STOPPED;

    /** 0 to 8. */
    public int code() {
        return ordinal();
    }

    /** Key of the text. */
    public String key() {
        return "delivery.distribution." + name().toLowerCase(java.util.Locale.ROOT);
    }

    /** Something still changes by itself. */
    public boolean isMoving() {
        return this == SCHEDULED || this == GENERATING || this == GENERATED || this == SENDING;
    }
}
