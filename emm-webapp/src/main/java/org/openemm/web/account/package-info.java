/**
 * The screens of a user's own account: login and logout, a new password, self-service, the activity
 * log. {@link org.openemm.web.account.SelfResource} is the example for a form. Managing other users
 * is not here.
 */
package org.openemm.web.account;
