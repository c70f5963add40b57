package org.openemm.notification;

/**
 * Whether there is something new for a user.
 *
 * @param number unread notifications, counted no further than {@link Notifications#MANY}
 * @param newest id of the newest unread one, 0 without
 */
public record Unread(int number, long newest) {}
