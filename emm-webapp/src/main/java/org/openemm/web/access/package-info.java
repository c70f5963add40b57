/**
 * Who may call what: the session of a logged-in user, the right that each resource method demands,
 * protection against forged requests. Start with {@link org.openemm.web.access.AccessFilter}.
 * Checking passwords is not done here but in {@code org.openemm.account}.
 */
package org.openemm.web.access;
