package org.openemm.recipient;

/**
 * How to add a recipient that may be there already.
 *
 * @param doubleCheck look for one with the same value in the key column first
 * @param keyColumn column to look in; a column that is unknown or not among the values finds nobody
 * @param overwrite change the one that was found; without it nothing changes
 * @param datasourceId datasource_description_tbl, 0 for none
 */
public record AddOptions(
        boolean doubleCheck, String keyColumn, boolean overwrite, int datasourceId) {}
