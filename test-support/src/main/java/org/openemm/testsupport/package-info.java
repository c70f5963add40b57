/**
 * What tests of all modules share: {@link org.openemm.testsupport.TestDatabase}, a real MariaDB
 * with all migrations applied. Knows nothing of the domain.
 */
package org.openemm.testsupport;
