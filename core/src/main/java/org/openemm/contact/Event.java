package org.openemm.contact;

import java.time.Instant;

/** Something that happened with a recipient. */
public sealed interface Event permits ListEvent, MailEvent {
    Instant at();
}
