/**
 * Who receives mail: recipients with their profile fields, their bindings to mailing lists, and the
 * blocklist.
 *
 * <p>For: reading and changing single recipients, searching, and the rules every value must obey.
 * Not for: mass changes (package importing), choosing recipients for a mailing (package target).
 * Start with {@link org.openemm.recipient.Recipients}.
 */
package org.openemm.recipient;
