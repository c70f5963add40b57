package org.openemm.exporting;

import java.time.Instant;
import java.util.List;
import org.openemm.InvalidInput;
import org.openemm.tabular.RowWriter;

/**
 * A run of an export as it stands in the database.
 *
 * @param profileId 0 when it was started without profile
 * @param name of the profile, or of what was shown
 * @param user who started it
 * @param fileName of the download
 * @param rows written so far
 * @param percent 0 to 100, of the recipients looked at
 * @param size bytes of the file, 0 before it is done
 * @param losses what the form of the file could not hold
 * @param problems why it failed
 * @param keptUntil when the file goes
 */
public record Export(
        long id,
        int companyId,
        int adminId,
        String user,
        int profileId,
        String name,
        String fileName,
        ExportState state,
        ExportSettings settings,
        long rows,
        int percent,
        long size,
        RowWriter.Losses losses,
        List<InvalidInput.Problem> problems,
        Instant created,
        Instant changed,
        Instant keptUntil) {

    /** Media type of the download. */
    public String mediaType() {
        return settings.format().zipped()
                ? "application/zip"
                : settings.format().type().mediaType();
    }
}
