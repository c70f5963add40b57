package org.openemm.exporting;

import java.time.DateTimeException;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Locale;
import org.openemm.tabular.Charsets;

/**
 * How a file is written.
 *
 * @param charset as {@link Charsets} names it; CSV only
 * @param separator between cells; CSV only
 * @param quote around text; CSV only
 * @param alwaysQuote also where it is not needed
 * @param decimal point or comma; CSV only
 * @param language of words in the file, a language tag
 * @param zone in which moments are written
 * @param decoded words in place of codes such as those of the gender
 * @param harmless cells that a spreadsheet would run as formulas become text; CSV only
 * @param zipped whether the file lies in a ZIP file
 * @param sealedPassword of the ZIP file, encrypted; empty for none
 */
public record FileFormat(
        FileType type,
        String charset,
        char separator,
        char quote,
        boolean alwaysQuote,
        char decimal,
        DateStyle day,
        DateStyle moment,
        String language,
        String zone,
        boolean decoded,
        boolean harmless,
        boolean zipped,
        String sealedPassword) {

    /** Separators to choose from. */
    public static final String SEPARATORS = ";,|\t^";

    /** Quotation marks to choose from. */
    public static final String QUOTES = "\"'";

    public FileFormat {
        sealedPassword = sealedPassword == null ? "" : sealedPassword;
    }

    /** What fits a person best. */
    public static FileFormat of(Locale locale, ZoneId zone) {
        boolean german = locale.getLanguage().equals("de");
        return new FileFormat(
                FileType.CSV,
                Charsets.UTF_8_MARKED,
                ';',
                '"',
                false,
                german ? ',' : '.',
                german ? DateStyle.GERMAN_DAY : DateStyle.ISO_DAY,
                german ? DateStyle.GERMAN_SECONDS : DateStyle.ISO_SECONDS,
                locale.getLanguage(),
                zone.getId().equals("Z") ? "UTC" : zone.getId(),
                false,
                true,
                false,
                "");
    }

    public FileFormat withType(FileType other) {
        return with(other, zipped, sealedPassword);
    }

    public FileFormat withPassword(String sealed) {
        return with(type, zipped, sealed);
    }

    /** Ending of the file's name, without the point. */
    public String ending() {
        return zipped ? "zip" : type.ending();
    }

    public Locale locale() {
        return Locale.forLanguageTag(language);
    }

    ZoneId zoneId() {
        try {
            return ZoneId.of(zone);
        } catch (DateTimeException e) {
            return ZoneOffset.UTC;
        }
    }

    private FileFormat with(FileType otherType, boolean otherZipped, String sealed) {
        return new FileFormat(
                otherType,
                charset,
                separator,
                quote,
                alwaysQuote,
                decimal,
                day,
                moment,
                language,
                zone,
                decoded,
                harmless,
                otherZipped,
                sealed);
    }
}
