package org.openemm.importing;

/**
 * Who gets a mail after an import.
 *
 * @param to addresses separated by commas, told of every import
 * @param errorsTo the same, told of imports that failed or left rows out
 * @param language of the mails, empty for that of the user who imports
 */
public record ProfileReport(String to, String errorsTo, String language) {}
