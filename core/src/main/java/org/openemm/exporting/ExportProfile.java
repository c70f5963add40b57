package org.openemm.exporting;

import java.time.Instant;

/**
 * Settings of an export under a name, to be used again.
 *
 * @param id 0 for one that is not stored
 * @param changed null for one that is not stored
 */
public record ExportProfile(
        int id,
        String name,
        String description,
        ExportSettings settings,
        Instant created,
        Instant changed,
        boolean deleted) {

    public static ExportProfile of(String name, String description, ExportSettings settings) {
        return new ExportProfile(0, name, description, settings, null, null, false);
    }

    public ExportProfile withId(int other) {
        return new ExportProfile(other, name, description, settings, created, changed, deleted);
    }

    public ExportProfile withSettings(ExportSettings other) {
        return new ExportProfile(id, name, description, other, created, changed, deleted);
    }
}
