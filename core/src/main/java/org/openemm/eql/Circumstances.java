package org.openemm.eql;

import java.util.Optional;

/**
 * How, how often and how lately something was done or received.
 *
 * @param device kind of device it was done on; empty for any, and always for what was received
 * @param times at least so many times, 1 or more
 * @param days within so many times 24 hours before now; 0 for ever since
 */
public record Circumstances(Optional<Device> device, int times, int days) {
    /** At least once, ever, on whatever. */
    public static final Circumstances ANY = new Circumstances(Optional.empty(), 1, 0);

    /** Kinds of devices that tracking tells apart (device_class_id). */
    public enum Device {
        DESKTOP(1),
        MOBILE(2),
        TABLET(3),
        SMARTTV(4);

        private final int code;

        Device(int code) {
            this.code = code;
        }

        int code() {
            return code;
        }
    }

    public boolean isAny() {
        return equals(ANY);
    }

    /** The same span of time, at least once on whatever. */
    Circumstances sinceOnly() {
        return new Circumstances(Optional.empty(), 1, days);
    }
}
