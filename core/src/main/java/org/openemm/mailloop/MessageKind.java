package org.openemm.mailloop;

import java.util.Arrays;

/** What a message that came in turned out to be (mailloop_message_tbl.kind). */
public enum MessageKind {
    /** Says that a mail did not arrive. */
    BOUNCE,
    /** Somebody called a mailing spam at his provider. */
    COMPLAINT,
    /** Somebody unsubscribes by mail. */
    UNSUBSCRIBE,
    /** Written by a machine for somebody: out of office, receipt. */
    AUTO_REPLY,
    /** Written by a person. */
    REPLY,
    /** Written by a machine, and nothing follows from it. */
    SYSTEM;

    /** Unknown names count as SYSTEM. */
    static MessageKind of(String name) {
        return Arrays.stream(values())
                .filter(kind -> kind.name().equals(name))
                .findFirst()
                .orElse(SYSTEM);
    }
}
