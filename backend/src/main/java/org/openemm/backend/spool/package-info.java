/**
 * Packages on disk: their names, their content, where they lie at which stage, and the resume
 * record of what was sent of them. A package is self-contained: rendering and sending need no
 * database.
 *
 * <p>Start at {@link org.openemm.backend.spool.PackageName} and {@link
 * org.openemm.backend.spool.Spool}.
 */
package org.openemm.backend.spool;
