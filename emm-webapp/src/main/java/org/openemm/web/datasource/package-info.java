/**
 * The page of data sources: where recipients come from, and who they are. Start with {@link
 * org.openemm.web.datasource.DataSourceScreens}.
 */
package org.openemm.web.datasource;
