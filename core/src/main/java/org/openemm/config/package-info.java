/**
 * Where an installation lies and what its administrator told it in files: the home directory
 * ({@link org.openemm.config.Home}), the database connection ({@code etc/dbcfg}, {@link
 * org.openemm.config.DbCfg}) and settings of the machine ({@code etc/system.cfg}, {@link
 * org.openemm.config.SystemCfg}). What administrators set in the database: {@link
 * org.openemm.config.Settings} and {@link org.openemm.config.ResponseHeaders}. Knows no feature.
 */
package org.openemm.config;
