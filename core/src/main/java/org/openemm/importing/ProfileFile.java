package org.openemm.importing;

import java.time.DateTimeException;
import java.time.ZoneId;

/**
 * How the files of an import profile are written.
 *
 * @param zone of the times in the file, empty for that of the user who imports
 */
public record ProfileFile(CsvFormat format, DateFormat dates, char decimal, String zone) {

    static ProfileFile usual() {
        return new ProfileFile(new CsvFormat("UTF-8", ';', '"'), DateFormat.GERMAN_DAY, '.', "");
    }

    boolean hasKnownZone() {
        try {
            return zone.isEmpty() || ZoneId.of(zone) != null;
        } catch (DateTimeException e) {
            return false;
        }
    }
}
