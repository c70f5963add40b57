/**
 * Screens of the import of recipients: upload, mapping, check, run, report.
 *
 * <p>The state of an import is in the database, so each page can be loaded again at any time. No
 * rules here: they are in the core's package importing. Start with {@link
 * org.openemm.web.importing.ImportScreens}.
 */
package org.openemm.web.importing;
