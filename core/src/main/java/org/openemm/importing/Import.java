package org.openemm.importing;

import java.time.Instant;
import java.util.List;
import org.openemm.InvalidInput;

/**
 * An import as it stands in the database.
 *
 * @param user who started it
 * @param profileId import profile that it follows, 0 for none
 * @param fileName as the person knows it
 * @param progress bytes read while checking, rows written while running
 * @param total of the progress
 * @param problems why it failed
 * @param datasourceId source that its recipients carry, 0 before it runs
 * @param reportId recipients_report_tbl, 0 before it is done
 */
public record Import(
        long id,
        int companyId,
        int adminId,
        String user,
        int profileId,
        String fileName,
        ImportState state,
        ImportSettings settings,
        ImportNumbers numbers,
        long progress,
        long total,
        List<InvalidInput.Problem> problems,
        int datasourceId,
        int reportId,
        Instant created,
        Instant changed) {

    /** 0 to 100. */
    public int percent() {
        return total <= 0 ? 0 : (int) Math.min(100, progress * 100 / total);
    }
}
