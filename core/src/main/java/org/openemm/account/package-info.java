/**
 * Who may come in and what they may do: users, their passwords and rights, login tracking, the
 * activity log.
 *
 * <p>Start with {@link org.openemm.account.Actor}, which every service method takes, and {@link
 * org.openemm.account.Logins}, which makes a user out of a name and a password. Webservice users
 * live with the SOAP interface; screens for managing users and groups are not here.
 */
package org.openemm.account;
