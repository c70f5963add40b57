package org.openemm.recipient;

import java.time.Instant;

/**
 * An address, or a pattern for many, that must not get mail.
 *
 * @param pattern lower case; {@code *} or {@code %} any number of characters, {@code ?} or {@code
 *     _} one
 */
public record BlocklistEntry(String pattern, String reason, Instant since) {}
