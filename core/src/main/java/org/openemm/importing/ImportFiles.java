package org.openemm.importing;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.openemm.InvalidInput;

/** The files of imports under var/spool/import, and a look at their beginning. */
final class ImportFiles {
    private static final int PREVIEW_ROWS = 20;
    private static final int DATE_SAMPLES = 200;
    private static final int BUFFER = 1 << 16;

    private final Path folder;

    ImportFiles(Path folder) {
        this.folder = folder;
    }

    /**
     * Keeps a copy that only this product can read.
     *
     * @throws InvalidInput when it is longer than the limit
     */
    Path keep(InputStream content, long maxBytes) {
        try {
            Path file = create();
            try (OutputStream out = Files.newOutputStream(file)) {
                copy(content, out, maxBytes);
            } catch (InvalidInput | IOException e) {
                Files.deleteIfExists(file);
                throw e;
            }
            return file;
        } catch (IOException e) {
            throw ImportEngine.isDiskFull(e)
                    ? new InvalidInput("file", "importing.file.disk")
                    : new UncheckedIOException(e);
        }
    }

    /** An empty file that only this product can read. */
    Path create() {
        try {
            Files.createDirectories(folder);
            return Files.createTempFile(folder, "import-", ".csv", ownerOnly());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static void replace(Path better, Path file) {
        try {
            Files.move(better, file, StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static void delete(Path file) {
        try {
            Files.deleteIfExists(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static long size(Path file) {
        try {
            return Files.size(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static CsvFormat format(Path file) {
        try {
            return FormatGuess.of(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * @throws InvalidInput when the beginning cannot be read in that format
     */
    static FilePreview preview(Path file, CsvFormat format) {
        try (CsvFile csv = CsvFile.open(file, format)) {
            List<String> heading =
                    csv.heading()
                            .orElseThrow(() -> new InvalidInput("file", "importing.file.empty"));
            List<List<String>> rows = new ArrayList<>();
            for (Optional<CsvFile.Row> row = csv.next();
                    row.isPresent() && rows.size() < PREVIEW_ROWS;
                    row = csv.next()) {
                rows.add(row.get().cells());
            }
            boolean spoilt =
                    !format.charset().startsWith("UTF") && CharsetGuess.isEvidentlyUtf8(file);
            return new FilePreview(heading.stream().map(String::strip).toList(), rows, spoilt);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The format that fits most cells that look like days or moments. */
    static DateFormat dates(FilePreview preview) {
        List<String> samples =
                preview.rows().stream()
                        .flatMap(List::stream)
                        .map(String::strip)
                        .filter(
                                cell ->
                                        cell.matches(
                                                "\\d{1,4}[./-]\\d{1,2}[./-]\\d{2,4}.{0,12}|\\d{8}"))
                        .limit(DATE_SAMPLES)
                        .toList();
        DateFormat best = DateFormat.GERMAN_DAY;
        long most = 0;
        for (DateFormat format : DateFormat.values()) {
            long fitting = samples.stream().filter(format::fits).count();
            if (fitting > most) {
                most = fitting;
                best = format;
            }
        }
        return best;
    }

    private static void copy(InputStream content, OutputStream out, long maxBytes)
            throws IOException {
        byte[] buffer = new byte[BUFFER];
        long total = 0;
        for (int read = content.read(buffer); read >= 0; read = content.read(buffer)) {
            total += read;
            if (total > maxBytes) {
                throw new InvalidInput("file", "importing.file.size", maxBytes / (1024 * 1024));
            }
            out.write(buffer, 0, read);
        }
        if (total == 0) {
            throw new InvalidInput("file", "importing.file.empty");
        }
    }

    private static FileAttribute<?>[] ownerOnly() {
        return new FileAttribute<?>[] {
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"))
        };
    }
}
