/**
 * Screens of import profiles: list, editor, deletion.
 *
 * <p>No rules here: they are in the core's package importing. Start with {@link
 * org.openemm.web.importprofile.ImportProfileScreens}.
 */
package org.openemm.web.importprofile;
