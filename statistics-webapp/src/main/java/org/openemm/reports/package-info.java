/**
 * The statistics application: turns figures of the core into PDF and CSV. Answers only requests
 * that carry an access token for the company they ask about; takes no report file, image path or
 * expression from a request. Start with {@link org.openemm.reports.StatisticsApplication}.
 */
package org.openemm.reports;
