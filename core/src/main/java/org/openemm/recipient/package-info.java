/**
 * Who receives mail: recipients and their bindings to mailing lists.
 *
 * <p>For: reading and changing single recipients and searching. Not for: the fields and the rules
 * their values obey (package profilefield), addresses that must not be written to (package
 * blocklist), mass changes (package importing), choosing recipients for a mailing (package target).
 * Start with {@link org.openemm.recipient.Recipients}.
 */
package org.openemm.recipient;
