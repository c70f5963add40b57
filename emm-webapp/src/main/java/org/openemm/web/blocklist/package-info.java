/**
 * Screens of the blocklist: entries of the company and, for operators, of the whole system; files
 * of addresses.
 *
 * <p>No rules here: they are in the core's package recipient. Start with {@link
 * org.openemm.web.blocklist.BlocklistScreens}.
 */
package org.openemm.web.blocklist;
