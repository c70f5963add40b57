/**
 * Statistics of mailings: overview, the page of one mailing, its report as a file. Shows what the
 * core counted and computes nothing of its own; files are made by the statistics application, which
 * {@link org.openemm.web.statistics.ReportClient} asks. Start with {@link
 * org.openemm.web.statistics.MailingStatisticsResource}.
 */
package org.openemm.web.statistics;
