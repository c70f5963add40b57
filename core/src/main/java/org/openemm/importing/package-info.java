/**
 * Recipients from files, by the hundred thousand.
 *
 * <p>A file is read once: every row is checked and the good ones wait in a table of their own; only
 * then, knowing how many of what kind there are, somebody lets them into the recipients. That
 * happens in blocks of one transaction each, so that an import goes on where it was after a crash
 * (ADR 11). Spreadsheets, JSON and ZIP files become CSV when they are uploaded. Settings for files
 * that come again are import profiles ({@link org.openemm.importing.ImportProfiles}); bad rows are
 * corrected by {@link org.openemm.importing.ImportRepairs}; what became of the rows goes into files
 * of the report. Not for: single recipients (package recipient). Start with {@link
 * org.openemm.importing.Imports}.
 */
package org.openemm.importing;
