package org.openemm.importing;

import de.siegmar.fastcsv.writer.CsvWriter;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.zip.ZipException;
import java.util.zip.ZipFile;
import org.openemm.InvalidInput;
import org.openemm.tabular.JsonReader;
import org.openemm.tabular.Limits;
import org.openemm.tabular.OdsReader;
import org.openemm.tabular.RowReader;
import org.openemm.tabular.XlsxReader;
import org.openemm.tabular.ZipContent;

/**
 * Makes CSV of whatever was uploaded, right when it is: unpacks ZIP files, turns spreadsheets and
 * JSON into CSV in {@link CsvFormat#converted}. So everything behind it knows one kind of file, and
 * no password has to be kept. Streams; what would fill the disk is stopped on the way.
 */
final class Intake {
    /** XML of spreadsheets is so much longer than the values in it. */
    private static final long OVERHEAD = 20;

    private static final long MOST_BYTES = 20L * 1024 * 1024 * 1024;
    private static final int HEAD = 4096;

    private final ImportFiles files;
    private final long maxBytes;

    /**
     * @param maxBytes of a file, after unpacking
     */
    Intake(ImportFiles files, long maxBytes) {
        this.files = files;
        this.maxBytes = maxBytes;
    }

    /**
     * @param file CSV; the one that was given where that is CSV already, otherwise another one
     */
    record Taken(Path file, FileType type) {}

    /**
     * @param password of a ZIP file, empty for none
     * @throws InvalidInput when it cannot be read; on {@code password} when that is the reason
     */
    Taken take(Path uploaded, String password) {
        try {
            Kind kind = kind(uploaded);
            if (kind != Kind.ZIP) {
                return take(uploaded, kind);
            }
            Path unpacked = files.create();
            try {
                unpack(uploaded, password, unpacked);
                Kind inside = kind(unpacked);
                if (inside == Kind.ZIP) {
                    throw new InvalidInput("file", "tabular.zip.nested");
                }
                Taken taken = take(unpacked, inside);
                if (!taken.file().equals(unpacked)) {
                    ImportFiles.delete(unpacked);
                }
                return taken;
            } catch (InvalidInput | IOException e) {
                ImportFiles.delete(unpacked);
                throw e;
            }
        } catch (IOException e) {
            throw ImportEngine.isDiskFull(e)
                    ? new InvalidInput("file", "importing.file.disk")
                    : new UncheckedIOException(e);
        }
    }

    private enum Kind {
        TEXT,
        ZIP,
        XLSX,
        ODS,
        JSON
    }

    private Taken take(Path file, Kind kind) throws IOException {
        return switch (kind) {
            case XLSX -> new Taken(convert(XlsxReader.open(file, limits())), FileType.XLSX);
            case ODS -> new Taken(convert(OdsReader.open(file, limits())), FileType.ODS);
            case JSON -> new Taken(convert(JsonReader.open(file, limits())), FileType.JSON);
            case TEXT, ZIP -> new Taken(file, FileType.CSV);
        };
    }

    private Limits limits() {
        long bytes = maxBytes > MOST_BYTES / OVERHEAD ? MOST_BYTES : maxBytes * OVERHEAD;
        return new Limits(bytes, CsvFile.MAX_COLUMNS, CsvFile.MAX_ROW);
    }

    private void unpack(Path zip, String password, Path to) throws IOException {
        try (ZipContent content = ZipContent.open(zip, password);
                InputStream in = content.content(maxBytes);
                OutputStream out = Files.newOutputStream(to)) {
            in.transferTo(out);
        }
        if (Files.size(to) == 0) {
            throw new InvalidInput("file", "importing.file.empty");
        }
    }

    private Path convert(RowReader rows) throws IOException {
        Path csv = files.create();
        CsvFormat format = CsvFormat.converted(FileType.XLSX);
        try (rows;
                CsvWriter writer =
                        CsvWriter.builder()
                                .fieldSeparator(format.separator())
                                .quoteCharacter(format.quote())
                                .build(
                                        new OutputStreamWriter(
                                                new Limited(Files.newOutputStream(csv), maxBytes),
                                                StandardCharsets.UTF_8))) {
            int width = 0;
            for (Optional<List<String>> row = rows.next(); row.isPresent(); row = rows.next()) {
                if (row.get().isEmpty()) {
                    writer.writeRecord("");
                } else {
                    width = width == 0 ? row.get().size() : width;
                    writer.writeRecord(
                            row.get().size() < width
                                    ? CorrectedFile.fit(row.get(), width)
                                    : row.get());
                }
            }
            if (width == 0) {
                throw new InvalidInput("file", "importing.file.empty");
            }
            return csv;
        } catch (UncheckedIOException e) {
            ImportFiles.delete(csv);
            throw e.getCause();
        } catch (InvalidInput | IOException e) {
            ImportFiles.delete(csv);
            throw e;
        }
    }

    private static Kind kind(Path file) throws IOException {
        byte[] head;
        try (InputStream in = Files.newInputStream(file)) {
            head = in.readNBytes(HEAD);
        }
        if (begins(head, 'P', 'K', 3, 4) || begins(head, 'P', 'K', 5, 6)) {
            return packed(file);
        }
        if (begins(head, 0xd0, 0xcf, 0x11, 0xe0)) {
            throw new InvalidInput("file", "tabular.old");
        }
        return isJson(head) ? Kind.JSON : Kind.TEXT;
    }

    private static Kind packed(Path file) throws IOException {
        try (ZipFile zip = new ZipFile(file.toFile())) {
            if (zip.getEntry("xl/workbook.bin") != null) {
                throw new InvalidInput("file", "tabular.old");
            }
            if (zip.getEntry("xl/workbook.xml") != null) {
                return Kind.XLSX;
            }
            boolean document =
                    zip.getEntry("content.xml") != null && zip.getEntry("mimetype") != null;
            return document ? Kind.ODS : Kind.ZIP;
        } catch (ZipException e) {
            // Also what it says to a file with a password.
            return Kind.ZIP;
        }
    }

    /** An object, or an array that begins with one; a heading of CSV does not look like that. */
    private static boolean isJson(byte[] head) {
        int start = begins(head, 0xef, 0xbb, 0xbf) ? 3 : 0;
        String text =
                new String(head, start, head.length - start, StandardCharsets.UTF_8)
                        .replaceAll("\\s", "");
        return text.startsWith("{\"") || text.startsWith("[{") || text.equals("[]");
    }

    private static boolean begins(byte[] head, int... bytes) {
        if (head.length < bytes.length) {
            return false;
        }
        for (int i = 0; i < bytes.length; i++) {
            if ((head[i] & 0xff) != bytes[i]) {
                return false;
            }
        }
        return true;
    }

    /** Stops before the disk is full. */
    private static final class Limited extends FilterOutputStream {
        private final long most;
        private long count;

        Limited(OutputStream out, long most) {
            super(out);
            this.most = most;
        }

        @Override
        public void write(byte[] bytes, int offset, int length) throws IOException {
            count += length;
            if (count > most) {
                throw new InvalidInput("file", "importing.file.size", most / (1024 * 1024));
            }
            out.write(bytes, offset, length);
        }
    }
}
