/**
 * Global search and command palette: finds screens, actions, mailings, templates, recipients,
 * mailing lists, target groups and help pages, each only for those who may open it. Start with
 * {@link org.openemm.web.search.Palette}. A new frequent action is one line in {@link
 * org.openemm.web.search.Commands}.
 */
package org.openemm.web.search;
