package org.openemm.contact;

import java.time.Instant;

/**
 * A recipient at a glance.
 *
 * @param received mailings sent to the recipient
 * @param opened mailings of those, opened at least once
 * @param clicked mailings in which the recipient clicked
 * @param last latest opening or click; null when there was none
 */
public record Summary(long received, long opened, long clicked, Instant last) {}
