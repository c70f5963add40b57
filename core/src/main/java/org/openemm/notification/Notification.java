package org.openemm.notification;

import java.time.Instant;

/**
 * An event as a user sees it.
 *
 * @param read by this user
 * @param own the user started it
 */
public record Notification(long id, Event event, Instant created, boolean read, boolean own) {}
