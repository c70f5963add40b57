/**
 * A MariaDB server of our own for machines without one, and for tests: finds the programs ({@link
 * org.openemm.localdb.Binaries}), makes a data directory and runs a server on it with the settings
 * that the Install &amp; Admin Guide demands ({@link org.openemm.localdb.LocalMariaDb}). Knows
 * nothing of the product's tables and users.
 */
package org.openemm.localdb;
