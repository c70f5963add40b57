package org.openemm.exporting;

import java.util.Locale;
import java.util.Optional;

/** Forms of exported files (export_predef_tbl.datatype). */
public enum FileType {
    CSV("csv", "text/csv"),
    XLSX("xlsx", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"),
    JSONL("jsonl", "application/jsonl");

    private final String ending;
    private final String mediaType;

    FileType(String ending, String mediaType) {
        this.ending = ending;
        this.mediaType = mediaType;
    }

    public String ending() {
        return ending;
    }

    public String mediaType() {
        return mediaType;
    }

    public static Optional<FileType> find(String name) {
        for (FileType type : values()) {
            if (type.name().equals(name == null ? "" : name.toUpperCase(Locale.ROOT))) {
                return Optional.of(type);
            }
        }
        return Optional.empty();
    }
}
