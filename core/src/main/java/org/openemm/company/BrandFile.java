package org.openemm.company;

import java.util.Arrays;
import java.util.Optional;

/** The pictures that an installation may replace by its own (guide 7.2.1). */
public enum BrandFile {
    /** In the tab of the browser. */
    FAVICON("favicon.ico", 256 << 10, PictureKind.ICO, PictureKind.PNG),
    /** Above the menu and on the login page. */
    LOGO_SVG("logo.svg", 1 << 20, PictureKind.SVG),
    /** The same where there is no SVG. */
    LOGO_PNG("logo.png", 1 << 20, PictureKind.PNG),
    /** A second logo on the login page. */
    EDITION_LOGO("edition_logo.png", 1 << 20, PictureKind.PNG),
    /** In PDF reports. */
    REPORT_LOGO("report_logo.png", 1 << 20, PictureKind.PNG);

    private final String fileName;
    private final int maximum;
    private final PictureKind[] kinds;

    BrandFile(String fileName, int maximum, PictureKind... kinds) {
        this.fileName = fileName;
        this.maximum = maximum;
        this.kinds = kinds;
    }

    public static Optional<BrandFile> named(String fileName) {
        return Arrays.stream(values()).filter(file -> file.fileName.equals(fileName)).findFirst();
    }

    /** Name in layout_tbl and in addresses. */
    public String fileName() {
        return fileName;
    }

    /** Largest size in bytes. */
    public int maximum() {
        return maximum;
    }

    /**
     * What the content is, judged by itself and not by its name; empty when it does not belong
     * here.
     */
    public Optional<PictureKind> kindOf(byte[] content) {
        return Arrays.stream(kinds).filter(kind -> kind.matches(content)).findFirst();
    }
}
