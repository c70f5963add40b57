/**
 * The public addresses that mails lead to: click ({@code /r.html}), opening ({@code /g.html}),
 * one-click opt-out ({@code /uq.html}), opt-out page ({@code /form.action}), confirmation of a
 * subscription ({@code /confirm.html}), web view ({@code /fullview.action}). Plain servlets,
 * because they must be fast and answer without session, login or database. Pages of the GUI do not
 * belong here. Start with {@link org.openemm.redirect.ClickServlet}.
 */
package org.openemm.redirect;
