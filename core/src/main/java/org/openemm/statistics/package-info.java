/**
 * Figures about mailings and lists, with the definitions that reports, pages and interfaces share.
 * Reads the counters that tracking and delivery keep; writes nothing. Drawing and typesetting
 * belong to the web applications. Start with {@link org.openemm.statistics.MailingStatistics}.
 */
package org.openemm.statistics;
