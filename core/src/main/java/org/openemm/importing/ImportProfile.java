package org.openemm.importing;

import java.time.Instant;

/**
 * Settings for imports that come again (import_profile_tbl).
 *
 * @param owner admin_id of the user who made it
 * @param hasPassword whether files of it are expected in a ZIP with a password
 * @param changed also tells whether a form is still up to date
 */
public record ImportProfile(
        int id, int owner, boolean hasPassword, Instant changed, ImportProfileDraft draft) {
    public String name() {
        return draft.name();
    }
}
