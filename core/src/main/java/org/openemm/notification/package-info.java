/**
 * Mails of the system itself to the people who run it: failed jobs, full disks, errors. Nothing
 * that marketers send passes here. Start with {@link org.openemm.notification.SystemMails}.
 */
package org.openemm.notification;
