package org.openemm.mailinglist;

import java.time.Instant;

/**
 * A mailing list.
 *
 * @param senderEmail default sender of its mailings, empty for none
 * @param replyEmail default reply address of its mailings, empty for none
 */
public record Mailinglist(
        int id,
        String name,
        String description,
        String senderEmail,
        String replyEmail,
        Instant created,
        Instant changed) {}
