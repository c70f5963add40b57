/**
 * What people are told without asking: the bell of the pages ({@link
 * org.openemm.notification.Notifications}) and mails of the system to the people who run it ({@link
 * org.openemm.notification.SystemMails}). Nothing that marketers send passes here.
 */
package org.openemm.notification;
