package org.openemm.control;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * A process that we started, as its pid file remembers it. The number of a process is given to
 * another one sooner or later; number, start and boot of the machine together are not.
 *
 * @param startTicks start since boot in clock ticks, field 22 of /proc/PID/stat
 * @param bootId /proc/sys/kernel/random/boot_id
 * @param port where it listens
 */
record Running(long pid, String startTicks, String bootId, Instant since, int port) {
    private static final Path BOOT_ID = Path.of("/proc/sys/kernel/random/boot_id");

    /** The living process with this number. */
    static Running of(long pid, Instant since, int port) throws IOException {
        String ticks =
                ticksOf(pid).orElseThrow(() -> new IOException("Process " + pid + " is gone"));
        return new Running(pid, ticks, currentBoot(), since, port);
    }

    /** From a pid file; empty when it is missing, damaged, or its process is gone. */
    static Optional<Running> read(Path file) throws IOException {
        try {
            List<String> lines = Files.readAllLines(file, StandardCharsets.US_ASCII);
            Running running =
                    new Running(
                            Long.parseLong(lines.get(0)),
                            lines.get(1),
                            lines.get(2),
                            Instant.parse(lines.get(3)),
                            Integer.parseInt(lines.get(4)));
            return Optional.of(running).filter(Running::isAlive);
        } catch (NoSuchFileException e) {
            return Optional.empty();
        } catch (IndexOutOfBoundsException
                | NumberFormatException
                | java.time.format.DateTimeParseException e) {
            // Half written when the machine died: then the process is gone as well.
            return Optional.empty();
        }
    }

    /** First line the number alone, so that other tools can use the file. */
    void write(Path file) throws IOException {
        Files.write(
                file,
                List.of(
                        Long.toString(pid),
                        startTicks,
                        bootId,
                        since.toString(),
                        Integer.toString(port)),
                StandardCharsets.US_ASCII);
    }

    boolean isAlive() {
        try {
            return bootId.equals(currentBoot()) && ticksOf(pid).equals(Optional.of(startTicks));
        } catch (IOException e) {
            return false;
        }
    }

    /** Resident memory in bytes; 0 when the process is gone. */
    long memory() throws IOException {
        try {
            for (String line : Files.readAllLines(Path.of("/proc/" + pid + "/status"))) {
                if (line.startsWith("VmRSS:")) {
                    return 1024 * Long.parseLong(line.replaceAll("[^0-9]", ""));
                }
            }
        } catch (NoSuchFileException e) {
            // Ended between two looks.
        }
        return 0;
    }

    private static String currentBoot() throws IOException {
        return Files.readString(BOOT_ID, StandardCharsets.US_ASCII).trim();
    }

    private static Optional<String> ticksOf(long pid) throws IOException {
        try {
            String stat =
                    Files.readString(
                            Path.of("/proc/" + pid + "/stat"), StandardCharsets.ISO_8859_1);
            // The name in parentheses may hold anything; what follows starts with field 3.
            String[] fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ");
            boolean dead = fields[0].equals("Z") || fields[0].equals("X");
            return dead ? Optional.empty() : Optional.of(fields[19]);
        } catch (NoSuchFileException e) {
            return Optional.empty();
        } catch (IOException e) {
            // The kernel answers "no such process" when it ends while being read.
            return Optional.empty();
        }
    }
}
