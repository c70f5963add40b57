/**
 * The web application that people see. {@link org.openemm.web.EmmApplication} puts it together and
 * is the place to start; {@code web.ui} explains how to add a screen; every screen family has a
 * package of its own. No SQL and no business rule here: resources translate HTTP to one call of the
 * core and one page.
 */
package org.openemm.web;
