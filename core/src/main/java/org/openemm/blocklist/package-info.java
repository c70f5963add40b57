/**
 * Addresses and patterns of addresses that must not be written to, of a company and of all.
 *
 * <p>Start with {@link org.openemm.blocklist.Blocklist} (what can be done with the list) and {@link
 * org.openemm.blocklist.BlockRule} (what it forbids), which every path that adds or sends asks.
 */
package org.openemm.blocklist;
