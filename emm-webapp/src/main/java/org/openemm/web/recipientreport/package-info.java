/**
 * The log of imports and exports: list, one report, its files.
 *
 * <p>Start with {@link org.openemm.web.recipientreport.ReportScreens}.
 */
package org.openemm.web.recipientreport;
