package org.openemm.importing;

import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.openemm.database.Transaction;
import org.openemm.recipientreport.RecipientReports;
import org.openemm.recipientreport.ReportFile;
import org.openemm.tabular.CsvText;

/** The open result files of one import; a file begins with its first row. Not thread-safe. */
final class ResultWriter implements AutoCloseable {
    private final RecipientReports reports;
    private final int reportId;
    private final String name;
    private final Map<String, Open> files = new LinkedHashMap<>();
    private boolean attached;

    /** A file in the making. */
    private static final class Open {
        private final Path path;
        private final Counting bytes;
        private final CsvText csv;
        private long rows;

        Open(Path path) throws IOException {
            this.path = path;
            bytes = new Counting(RecipientReports.write(path));
            csv = new CsvText(bytes);
        }
    }

    /**
     * @param name of the imported file, without its ending the beginning of all names
     */
    ResultWriter(RecipientReports reports, int reportId, String name) {
        this.reports = reports;
        this.reportId = reportId;
        int dot = name.lastIndexOf('.');
        this.name = dot > 0 ? name.substring(0, dot) : name;
    }

    void row(String kind, List<String> headings, List<?> cells) {
        try {
            Open file = files.get(kind);
            if (file == null) {
                file = new Open(reports.newFile());
                files.put(kind, file);
                file.csv.row(headings);
            }
            file.csv.row(cells);
            file.rows++;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Ends the files and attaches them to the report. */
    void attach(Transaction tx) {
        end();
        files.forEach(
                (kind, file) ->
                        reports.attach(
                                tx,
                                new ReportFile(
                                        reportId,
                                        kind,
                                        name
                                                + "-"
                                                + kind.toLowerCase(Locale.ROOT).replace('_', '-')
                                                + ".csv",
                                        file.rows,
                                        file.bytes.count),
                                file.path));
        attached = true;
    }

    /** Files that could not be attached go: half of them would fill a full disk once more. */
    @Override
    public void close() {
        if (attached) {
            return;
        }
        try {
            end();
        } finally {
            files.values().forEach(file -> ImportFiles.delete(file.path));
        }
    }

    private void end() {
        List<IOException> failures = new ArrayList<>();
        for (Open file : files.values()) {
            try {
                file.csv.close();
            } catch (IOException e) {
                failures.add(e);
            }
        }
        if (!failures.isEmpty()) {
            throw new UncheckedIOException(failures.get(0));
        }
    }

    private static final class Counting extends FilterOutputStream {
        private long count;
        private boolean closed;

        Counting(OutputStream out) {
            super(out);
        }

        @Override
        public void write(int b) throws IOException {
            out.write(b);
            count++;
        }

        @Override
        public void write(byte[] bytes, int from, int length) throws IOException {
            out.write(bytes, from, length);
            count += length;
        }

        @Override
        public void close() throws IOException {
            if (!closed) {
                closed = true;
                super.close();
            }
        }
    }
}
