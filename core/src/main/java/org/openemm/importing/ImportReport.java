package org.openemm.importing;

/**
 * What an import that ran to its end did.
 *
 * @param importId to look at its bad rows
 * @param datasourceId source that its recipients carry
 */
public record ImportReport(long importId, ImportNumbers numbers, int datasourceId) {}
