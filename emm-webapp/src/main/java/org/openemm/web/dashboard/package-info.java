/**
 * The first page after login: what needs attention, what is sent next, how the last mailings and
 * the lists did, and the calendar, arranged by each user. Tiles that read much come after the page.
 * No figures of its own.
 */
package org.openemm.web.dashboard;
