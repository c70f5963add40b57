package org.openemm.importing;

/** What a file was when it was uploaded; all but CSV are turned into CSV right then. */
public enum FileType {
    CSV,
    XLSX,
    ODS,
    /** An array of objects, or one object per line. */
    JSON
}
