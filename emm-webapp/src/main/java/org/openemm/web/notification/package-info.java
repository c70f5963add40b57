/**
 * The bell: what happened while one looked elsewhere, and what is going on right now. The events
 * come from the core ({@link org.openemm.notification.Notifications}); here they get words and
 * links.
 */
package org.openemm.web.notification;
