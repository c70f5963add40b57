package org.openemm.control;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;

/** Waiting for processes, and what to show of their logs when waiting was in vain. */
final class Waiting {
    private static final int TAIL_BYTES = 16_384;
    private static final int TAIL_LINES = 15;

    private Waiting() {}

    static void pause(Duration duration) throws IOException {
        try {
            Thread.sleep(duration.toMillis());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new InterruptedIOException("Interrupted while waiting");
        }
    }

    /**
     * The last lines of a log, indented.
     *
     * @param from only what was written after this length
     */
    static String tail(Path log, long from) throws IOException {
        if (!Files.exists(log)) {
            return "  (no log yet)";
        }
        try (RandomAccessFile file = new RandomAccessFile(log.toFile(), "r")) {
            int length = (int) Math.min(TAIL_BYTES, Math.max(0, file.length() - from));
            byte[] end = new byte[length];
            file.seek(file.length() - length);
            file.readFully(end);
            String[] lines = new String(end, StandardCharsets.UTF_8).split("\n");
            StringBuilder text = new StringBuilder();
            for (int i = Math.max(0, lines.length - TAIL_LINES); i < lines.length; i++) {
                text.append("\n  ").append(lines[i]);
            }
            return text.toString().isBlank() ? "  (empty)" : text.substring(1);
        }
    }
}
