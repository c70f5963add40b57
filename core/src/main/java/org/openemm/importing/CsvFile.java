package org.openemm.importing;

import de.siegmar.fastcsv.reader.CsvParseException;
import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.CsvRecord;
import de.siegmar.fastcsv.reader.CsvRecordHandler;
import java.io.BufferedInputStream;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.CodingErrorAction;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.openemm.InvalidInput;

/**
 * A CSV file read from top to bottom, one row in memory at a time. What makes the rest of the file
 * unreadable (bytes of another charset, a row without end) stops it with {@link InvalidInput} that
 * names the line.
 */
final class CsvFile implements AutoCloseable {
    /** A longer row is a missing quote, not data. */
    static final int MAX_ROW = 1_000_000;

    static final int MAX_COLUMNS = 10_000;

    private static final Pattern LINE = Pattern.compile("starting at line (\\d+)");

    private final Path path;
    private final CsvFormat format;
    private final CountingStream bytes;
    private final CsvReader<CsvRecord> reader;
    private final Iterator<CsvRecord> records;
    private final boolean byRow;
    private Row pushedBack;
    private long lastLine;

    private CsvFile(Path path, CsvFormat format) throws IOException {
        this.path = path;
        this.format = format;
        byRow = format.type() != FileType.CSV;
        bytes = new CountingStream(Files.newInputStream(path));
        bytes.skipNBytes(ByteOrderMark.of(path).length());
        Reader text =
                new InputStreamReader(
                        new BufferedInputStream(bytes, 1 << 16),
                        format.toCharset()
                                .newDecoder()
                                .onMalformedInput(CodingErrorAction.REPORT)
                                .onUnmappableCharacter(CodingErrorAction.REPORT));
        if (format.backslash()) {
            text = new BackslashReader(text, format.quote());
        }
        reader =
                CsvReader.builder()
                        .fieldSeparator(format.separator())
                        .quoteCharacter(format.quote())
                        .skipEmptyLines(!byRow)
                        .allowExtraCharsAfterClosingQuote(true)
                        .allowUnclosedQuote(false)
                        .allowExtraFields(true)
                        .allowMissingFields(true)
                        .maxBufferSize(2 * MAX_ROW)
                        .build(
                                CsvRecordHandler.of(
                                        limits ->
                                                limits.maxFields(MAX_COLUMNS)
                                                        .maxFieldSize(MAX_ROW)
                                                        .maxRecordSize(MAX_ROW)),
                                text);
        records = reader.iterator();
    }

    static CsvFile open(Path path, CsvFormat format) {
        try {
            return new CsvFile(path, format);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * Names of the columns, before the first row; nothing for an empty file. Where the file has no
     * heading, the columns are numbered.
     */
    Optional<List<String>> heading() {
        Optional<Row> first = next();
        if (!format.headless() || first.isEmpty()) {
            return first.map(Row::cells);
        }
        pushedBack = first.get();
        return Optional.of(
                IntStream.rangeClosed(1, pushedBack.cells().size())
                        .mapToObj(String::valueOf)
                        .toList());
    }

    /** The next row, nothing at the end. Empty lines are passed over. */
    Optional<Row> next() {
        if (pushedBack != null) {
            Optional<Row> first = Optional.of(pushedBack);
            pushedBack = null;
            return first;
        }
        try {
            while (records.hasNext()) {
                CsvRecord found = records.next();
                lastLine = byRow ? lastLine + 1 : found.getStartingLineNumber();
                Row row = new Row(lastLine, found.getFields());
                if (!byRow || !row.isEmpty()) {
                    return Optional.of(row);
                }
            }
            return Optional.empty();
        } catch (CsvParseException e) {
            throw unreadable(e);
        } catch (UncheckedIOException e) {
            throw e.getCause() instanceof CharacterCodingException ? wrongCharset() : e;
        }
    }

    /** Bytes read so far; runs a little ahead of the rows. */
    long position() {
        return bytes.count;
    }

    @Override
    public void close() {
        try {
            reader.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * @param line number of its first line in the file, from 1; in what was a spreadsheet or JSON,
     *     the number of the row
     */
    record Row(long line, List<String> cells) {
        boolean isEmpty() {
            return cells.stream().allMatch(String::isEmpty);
        }
    }

    private RuntimeException unreadable(CsvParseException e) {
        if (isCodingProblem(e)) {
            return wrongCharset();
        }
        String reason = e.getMessage() + " " + e.getCause();
        long line = line(reason);
        if (reason.contains("Unclosed quote")) {
            return new InvalidInput("file", "importing.file.quote", line);
        }
        return reason.contains(" fields")
                ? new InvalidInput("file", "importing.file.columns", line, MAX_COLUMNS)
                : new InvalidInput("file", "importing.file.row", line, MAX_ROW);
    }

    private long line(String reason) {
        Matcher line = LINE.matcher(reason);
        return line.find() ? Long.parseLong(line.group(1)) : lastLine + 1;
    }

    private static boolean isCodingProblem(Throwable error) {
        for (Throwable cause = error; cause != null; cause = cause.getCause()) {
            if (cause instanceof CharacterCodingException) {
                return true;
            }
        }
        return false;
    }

    /** The decoder reads ahead of the rows, so the line is counted anew. */
    private InvalidInput wrongCharset() {
        try {
            return new InvalidInput(
                    "charset",
                    "importing.file.charset",
                    UndecodableLine.of(path, format.toCharset()),
                    format.charset());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static final class CountingStream extends FilterInputStream {
        private volatile long count;

        CountingStream(InputStream in) {
            super(in);
        }

        @Override
        public int read() throws IOException {
            int value = super.read();
            count += value < 0 ? 0 : 1;
            return value;
        }

        @Override
        public int read(byte[] buffer, int offset, int length) throws IOException {
            int read = super.read(buffer, offset, length);
            count += Math.max(0, read);
            return read;
        }
    }
}
