/**
 * What readers do with a mail: openings, clicks, opt-outs by link. A request is answered from
 * caches and appended to a {@link org.openemm.tracking.Journal}; the {@link
 * org.openemm.tracking.JournalWriter} brings the journal into the database, together with the
 * roll-up counters that statistics read. Knows nothing of HTTP and of charts. Start with {@link
 * org.openemm.tracking.Tracking}.
 */
package org.openemm.tracking;
