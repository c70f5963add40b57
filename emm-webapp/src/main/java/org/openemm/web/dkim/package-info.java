/**
 * Screens of DKIM keys: list, one key with its record for DNS, making, taking over, deleting.
 *
 * <p>No rules here: they are in the core's package dkim. Start with {@link
 * org.openemm.web.dkim.DkimScreens}.
 */
package org.openemm.web.dkim;
