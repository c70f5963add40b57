package org.openemm.mailloop;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.openemm.config.Home;

/**
 * How the taking in of messages goes, as the backend of this machine notes it every few seconds in
 * {@code var/run/mailloop.status}: lines {@code name=value}.
 *
 * @param written when; a status older than a minute means that nobody takes messages in
 * @param milter whether the socket of the milter is there
 * @param lmtp whether the LMTP socket is there
 * @param waiting messages taken and not worked with yet
 * @param quarantined messages that nothing could be done with
 * @param lastAccepted when the milter accepted a message for us
 * @param lastMessage when a message was worked with
 * @param counts messages since the start of the backend by what was done with them, as in
 *     mailloop_log_tbl
 */
public record IntakeStatus(
        Instant written,
        boolean milter,
        boolean lmtp,
        long waiting,
        long quarantined,
        Optional<Instant> lastAccepted,
        Optional<Instant> lastMessage,
        Map<String, Long> counts) {
    private static final String COUNT = "count.";

    public IntakeStatus {
        counts = Map.copyOf(counts);
    }

    /** What was noted last; empty when nothing was, or nothing that can be read. */
    public static Optional<IntakeStatus> read(Home home) {
        try {
            Map<String, String> values = new LinkedHashMap<>();
            for (String line : Files.readAllLines(file(home), StandardCharsets.UTF_8)) {
                int equals = line.indexOf('=');
                if (equals > 0) {
                    values.put(line.substring(0, equals), line.substring(equals + 1));
                }
            }
            Map<String, Long> counts = new TreeMap<>();
            for (Map.Entry<String, String> value : values.entrySet()) {
                if (value.getKey().startsWith(COUNT)) {
                    counts.put(
                            value.getKey().substring(COUNT.length()),
                            Long.valueOf(value.getValue()));
                }
            }
            return Optional.of(
                    new IntakeStatus(
                            Instant.parse(values.getOrDefault("written", "")),
                            Boolean.parseBoolean(values.get("milter")),
                            Boolean.parseBoolean(values.get("lmtp")),
                            Long.parseLong(values.getOrDefault("waiting", "0")),
                            Long.parseLong(values.getOrDefault("quarantined", "0")),
                            time(values.get("lastAccepted")),
                            time(values.get("lastMessage")),
                            counts));
        } catch (IOException | DateTimeParseException | NumberFormatException e) {
            return Optional.empty();
        }
    }

    /** Replaces what was noted before, in one step. */
    public void write(Home home) throws IOException {
        StringBuilder text = new StringBuilder();
        line(text, "written", written);
        line(text, "milter", milter);
        line(text, "lmtp", lmtp);
        line(text, "waiting", waiting);
        line(text, "quarantined", quarantined);
        lastAccepted.ifPresent(time -> line(text, "lastAccepted", time));
        lastMessage.ifPresent(time -> line(text, "lastMessage", time));
        new TreeMap<>(counts).forEach((name, count) -> line(text, COUNT + name, count));
        Path draft = home.varRun().resolve(".mailloop.status.new");
        Files.writeString(draft, text);
        Files.move(
                draft,
                file(home),
                StandardCopyOption.REPLACE_EXISTING,
                StandardCopyOption.ATOMIC_MOVE);
    }

    private static Path file(Home home) {
        return home.varRun().resolve("mailloop.status");
    }

    private static Optional<Instant> time(String text) {
        return Optional.ofNullable(text).map(Instant::parse);
    }

    private static void line(StringBuilder text, String name, Object value) {
        text.append(name).append('=').append(value).append('\n');
    }
}
