package org.openemm.backend.maillog;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Clock;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A file of lines for administrators: {@code log/<name>}; those of former days are {@code
 * var/log/YYYYMMDD-<name>} for 40 days. Trouble with it never stops anything.
 */
final class DailyLog {
    private static final Logger LOG = LoggerFactory.getLogger(DailyLog.class);
    private static final int DAYS = 40;

    private final Path file;
    private final Path archive;
    private final Clock clock;
    private LocalDate day;
    private boolean writable = true;

    DailyLog(Path file, Path archive, Clock clock) {
        this.file = file;
        this.archive = archive;
        this.clock = clock;
    }

    void write(List<String> lines) {
        if (lines.isEmpty()) {
            return;
        }
        try {
            turn();
            Files.createDirectories(file.getParent());
            Files.write(
                    file,
                    lines,
                    StandardCharsets.UTF_8,
                    StandardOpenOption.CREATE,
                    StandardOpenOption.APPEND);
            writable = true;
        } catch (IOException e) {
            if (writable) {
                LOG.warn("{} cannot be written: {}", file, e.toString());
            }
            writable = false;
        }
    }

    private void turn() throws IOException {
        LocalDate today = LocalDate.ofInstant(clock.instant(), ZoneId.systemDefault());
        if (day == null) {
            day =
                    Files.exists(file)
                            ? LocalDate.ofInstant(
                                    Files.getLastModifiedTime(file).toInstant(),
                                    ZoneId.systemDefault())
                            : today;
        }
        if (day.isBefore(today) && Files.exists(file)) {
            Files.createDirectories(archive);
            Path old =
                    archive.resolve(
                            day.format(DateTimeFormatter.BASIC_ISO_DATE)
                                    + "-"
                                    + file.getFileName());
            if (!Files.exists(old)) {
                Files.move(file, old);
            }
            forget(today.minusDays(DAYS));
        }
        day = today;
    }

    private void forget(LocalDate before) throws IOException {
        String oldest = before.format(DateTimeFormatter.BASIC_ISO_DATE);
        try (DirectoryStream<Path> files =
                Files.newDirectoryStream(archive, "????????-" + file.getFileName())) {
            for (Path one : files) {
                if (one.getFileName().toString().compareTo(oldest) < 0) {
                    Files.delete(one);
                }
            }
        }
    }
}
