package org.openemm.mailing;

import java.time.Instant;

/**
 * A mailing or template that a person looks for.
 *
 * @param description empty for none
 * @param changed of its settings or content; null when nobody knows any more
 */
public record MailingHit(
        int id,
        boolean template,
        String name,
        String description,
        WorkStatus status,
        Instant changed) {}
