/**
 * Screens of SMTP routes: where mails are handed over, limits for groups of receiving domains, and
 * the emergency stop of all sending.
 *
 * <p>No rules here: they are in the core's packages route and delivery. Start with {@link
 * org.openemm.web.route.RouteScreens}.
 */
package org.openemm.web.route;
