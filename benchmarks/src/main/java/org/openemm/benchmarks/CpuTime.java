package org.openemm.benchmarks;

import com.sun.management.OperatingSystemMXBean;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.stream.Stream;

/**
 * Processor time used so far: tells what work costs even where others use the machine, too.
 *
 * @param own nanoseconds of this process
 * @param database nanoseconds of MariaDB, which this process started
 */
record CpuTime(double own, double database) {
    /** Linux counts in hundredths of a second. */
    private static final double NANOS_PER_TICK = 1e7;

    static CpuTime now() {
        OperatingSystemMXBean system =
                (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
        double database =
                ProcessHandle.current()
                        .descendants()
                        .filter(child -> child.info().command().orElse("").endsWith("mariadbd"))
                        .map(child -> child.info().totalCpuDuration().orElse(Duration.ZERO))
                        .mapToLong(Duration::toNanos)
                        .sum();
        return new CpuTime(system.getProcessCpuTime(), database);
    }

    /**
     * Nanoseconds used so far by a server of many processes, those that have ended included.
     *
     * @param pid of the process that starts all others
     */
    static double ofServer(long pid) throws IOException {
        double ticks = 0;
        try (Stream<Path> processes = Files.list(Path.of("/proc"))) {
            for (Path process : (Iterable<Path>) processes::iterator) {
                if (Character.isDigit(process.getFileName().toString().charAt(0))) {
                    ticks += ticks(process.resolve("stat"), Long.toString(pid));
                }
            }
        }
        return ticks * NANOS_PER_TICK;
    }

    private static double ticks(Path stat, String pid) throws IOException {
        String content;
        try {
            content = Files.readString(stat);
        } catch (IOException e) {
            // Ended meanwhile: the one that started it counts it from now on.
            return 0;
        }
        // proc(5): number, (name), state, parent, ...; 14 to 17 are the times.
        String[] values = content.substring(content.lastIndexOf(')') + 2).split(" ");
        boolean master = content.startsWith(pid + " ");
        if (!master && !values[1].equals(pid)) {
            return 0;
        }
        double own = Double.parseDouble(values[11]) + Double.parseDouble(values[12]);
        return master ? own + Double.parseDouble(values[13]) + Double.parseDouble(values[14]) : own;
    }

    CpuTime minus(CpuTime before) {
        return new CpuTime(own - before.own, database - before.database);
    }
}
