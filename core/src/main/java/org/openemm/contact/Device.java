package org.openemm.contact;

import java.time.Instant;

/**
 * What somebody opened mails and clicked with.
 *
 * @param device 1 desktop, 2 mobile, 3 tablet, 4 television, 0 unknown
 * @param client mail program or browser; empty when nobody knows
 * @param last when it was used last
 */
public record Device(int device, String client, long openings, long clicks, Instant last) {
    private static final int CLASSES = 4;
    private static final int KNOWN = 8;

    /** The class of device_class_id: 5 to 8 are makes of the classes 1 to 4 that are unknown. */
    static int ofCode(int code) {
        return code < 1 || code > KNOWN ? 0 : (code - 1) % CLASSES + 1;
    }
}
