package org.openemm.reports;

import de.siegmar.fastcsv.writer.CsvWriter;
import de.siegmar.fastcsv.writer.LineDelimiter;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Optional;
import org.openemm.i18n.Texts;
import org.openemm.statistics.MailingSummary;
import org.openemm.statistics.MailingSummary.LinkFigures;

/**
 * The summary of one mailing as CSV (RFC 4180, UTF-8 with byte-order mark, semicolon): one line per
 * figure with value and share, then one line per link. Shares are plain decimals from 0 to 1, so
 * that a program can read them.
 */
final class MailingSummaryCsv {
    private static final String BYTE_ORDER_MARK = "\uFEFF";
    private final Texts texts;

    MailingSummaryCsv(Texts texts) {
        this.texts = texts;
    }

    byte[] csv(MailingSummary summary, Locale locale) {
        StringWriter out = new StringWriter();
        CsvWriter csv =
                CsvWriter.builder()
                        .fieldSeparator(';')
                        .lineDelimiter(LineDelimiter.CRLF)
                        .build(out);
        csv.writeRecord(
                text(locale, "mailing"),
                harmless(summary.mailing().name()),
                Integer.toString(summary.mailing().id()));
        csv.writeRecord(text(locale, "subject"), harmless(summary.mailing().readableSubject()), "");
        csv.writeRecord(text(locale, "mailinglist"), harmless(summary.mailing().mailinglist()), "");
        csv.writeRecord(
                text(locale, "sendDate"),
                summary.mailing().sendDate().map(Object::toString).orElse(""),
                "");
        csv.writeRecord(text(locale, "figure"), text(locale, "value"), text(locale, "share"));
        figure(csv, locale, "sent", summary.sent(), Optional.empty());
        figure(
                csv,
                locale,
                "delivered",
                summary.delivered(),
                summary.rateOfSent(summary.delivered()));
        figure(csv, locale, "openers", summary.openers(), summary.rate(summary.openers()));
        figure(
                csv,
                locale,
                "openersTotal",
                summary.openersTotal(),
                summary.rate(summary.openersTotal()));
        figure(csv, locale, "openings", summary.openingsGross(), Optional.empty());
        figure(csv, locale, "openingsAnonymous", summary.openingsAnonymous(), Optional.empty());
        figure(csv, locale, "clickers", summary.clickers(), summary.rate(summary.clickers()));
        figure(csv, locale, "clicks", summary.clicksGross(), Optional.empty());
        figure(csv, locale, "clicksAnonymous", summary.clicksAnonymous(), Optional.empty());
        figure(csv, locale, "optOuts", summary.optOuts(), summary.rate(summary.optOuts()));
        figure(
                csv,
                locale,
                "hardBounces",
                summary.hardBounces(),
                summary.rateOfSent(summary.hardBounces()));
        figure(
                csv,
                locale,
                "softBounces",
                summary.softBounces(),
                summary.rateOfSent(summary.softBounces()));
        csv.writeRecord(
                text(locale, "link"), text(locale, "clickers"), text(locale, "clicks"), "URL");
        for (LinkFigures link : summary.links()) {
            csv.writeRecord(
                    harmless(
                            link.kind()
                                    .map(kind -> text(locale, "link." + kind))
                                    .orElse(link.name())),
                    Long.toString(link.clickers()),
                    Long.toString(link.clicksGross()),
                    harmless(link.url()));
        }
        flush(csv);
        return (BYTE_ORDER_MARK + out).getBytes(StandardCharsets.UTF_8);
    }

    private void figure(
            CsvWriter csv, Locale locale, String key, long value, Optional<Double> share) {
        csv.writeRecord(
                text(locale, key),
                Long.toString(value),
                share.map(part -> String.format(Locale.ROOT, "%.4f", part)).orElse(""));
    }

    private static void flush(CsvWriter csv) {
        try {
            csv.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** A text that a spreadsheet would run as a formula gets an apostrophe in front. */
    private static String harmless(String text) {
        return !text.isEmpty() && "=+-@\t\r".indexOf(text.charAt(0)) >= 0 ? "'" + text : text;
    }

    private String text(Locale locale, String key) {
        return texts.text(locale, "reports.mailing." + key);
    }
}
