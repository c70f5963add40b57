/**
 * The first page after login: what is sending, the last mailings, shortcuts. No figures of its own.
 */
package org.openemm.web.dashboard;
