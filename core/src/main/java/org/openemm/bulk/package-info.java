/**
 * Changes of many recipients at once: those who were ticked, or all that match a filter. Made in
 * the background in blocks of one transaction each, with progress, and taken up again after a
 * restart. Start with {@link org.openemm.bulk.BulkChanges}. Not for files of rows (package
 * importing).
 */
package org.openemm.bulk;
