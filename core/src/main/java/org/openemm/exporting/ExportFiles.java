package org.openemm.exporting;

import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.text.Normalizer;
import java.time.Clock;
import java.time.LocalDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import org.openemm.account.SecretBox;
import org.openemm.config.Home;
import org.openemm.tabular.CsvStyle;
import org.openemm.tabular.CsvWriter;
import org.openemm.tabular.JsonLinesWriter;
import org.openemm.tabular.RowWriter;
import org.openemm.tabular.XlsxWriter;
import org.openemm.tabular.ZipTarget;

/** The files of exports under var/spool/export, readable for this product only. */
final class ExportFiles {
    static final String OWNER = "export";
    private static final int MAX_NAME = 80;
    private static final DateTimeFormatter STAMP = DateTimeFormatter.ofPattern("yyyy-MM-dd_HH-mm");

    private final Home home;
    private final Path folder;

    ExportFiles(Home home) {
        this.home = home;
        this.folder = home.spool("export");
    }

    /** Where a file is while it is not complete. */
    Path unfinished(long id) {
        return folder.resolve("export-" + id + ".part");
    }

    Path finished(long id, FileFormat format) {
        return folder.resolve("export-" + id + "." + format.ending());
    }

    /** A writer on the unfinished file, empty. */
    RowWriter open(long id, String sheet, String fileName, FileFormat format) throws IOException {
        Files.createDirectories(folder);
        Path file = unfinished(id);
        OutputStream out = Files.newOutputStream(file);
        try {
            Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
            return writer(zipped(out, fileName, format), sheet, format);
        } catch (IOException | RuntimeException e) {
            out.close();
            throw e;
        }
    }

    /** Makes the unfinished file the finished one. */
    Path complete(long id, FileFormat format) throws IOException {
        return Files.move(
                unfinished(id), finished(id, format), StandardCopyOption.REPLACE_EXISTING);
    }

    static void delete(Path file) {
        try {
            Files.deleteIfExists(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** How a person finds the file again. */
    static String name(String of, FileFormat format, Clock clock) {
        String plain =
                Normalizer.normalize(
                                of.replace("ß", "ss")
                                        .replace("ä", "ae")
                                        .replace("ö", "oe")
                                        .replace("ü", "ue")
                                        .replace("Ä", "Ae")
                                        .replace("Ö", "Oe")
                                        .replace("Ü", "Ue"),
                                Normalizer.Form.NFD)
                        .replaceAll("\\p{M}", "")
                        .replaceAll("[^A-Za-z0-9._-]+", "_")
                        .replaceAll("^[._]+|[._]+$", "");
        String name =
                plain.isEmpty() ? OWNER : plain.substring(0, Math.min(MAX_NAME, plain.length()));
        return "%s_%s.%s"
                .formatted(
                        name,
                        STAMP.withLocale(Locale.ROOT)
                                .format(LocalDateTime.ofInstant(clock.instant(), format.zoneId())),
                        format.ending());
    }

    private OutputStream zipped(OutputStream out, String fileName, FileFormat format)
            throws IOException {
        if (!format.zipped()) {
            return out;
        }
        String inside = fileName.replaceFirst("\\.zip$", "." + format.type().ending());
        return format.sealedPassword().isEmpty()
                ? ZipTarget.open(out, inside)
                : ZipTarget.open(
                        out,
                        inside,
                        SecretBox.of(home).open(OWNER, format.sealedPassword()).toCharArray());
    }

    private static RowWriter writer(OutputStream out, String sheet, FileFormat format)
            throws IOException {
        return switch (format.type()) {
            case CSV -> new CsvWriter(out, style(format));
            case XLSX ->
                    new XlsxWriter(out, sheet, format.day().pattern(), format.moment().pattern());
            case JSONL -> new JsonLinesWriter(out);
        };
    }

    static CsvStyle style(FileFormat format) {
        return new CsvStyle(
                format.charset(),
                format.separator(),
                format.quote(),
                format.alwaysQuote(),
                format.decimal(),
                format.day().pattern(),
                format.moment().pattern(),
                format.harmless());
    }
}
