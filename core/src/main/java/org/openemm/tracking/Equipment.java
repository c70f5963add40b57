package org.openemm.tracking;

/**
 * What somebody reads mail or follows links with, as far as the user agent tells.
 *
 * @param kind class of device
 * @param device such as iPhone; empty when it does not tell
 * @param system operating system without its version; empty when it does not tell
 * @param client mail program or browser without its version; empty when it does not tell
 */
record Equipment(Kind kind, String device, String system, String client) {

    /** Class of device as stored in device_class_id. */
    enum Kind {
        DESKTOP(1),
        MOBILE(2),
        TABLET(3),
        SMART_TV(4);

        private final int code;

        Kind(int code) {
            this.code = code;
        }

        int code() {
            return code;
        }
    }
}
