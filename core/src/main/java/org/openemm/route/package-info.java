/**
 * Where mails are handed over: SMTP routes of a tenant, limits for groups of receiving domains, and
 * which mailing takes which route: its own choice, else that of its list, else that of the tenant,
 * else the route of this machine's settings.
 *
 * <p>Start at {@link org.openemm.route.Routes} for people and {@link
 * org.openemm.route.RouteDirectory} for the backend.
 */
package org.openemm.route;
