package org.openemm.benchmarks;

import com.sun.management.OperatingSystemMXBean;
import java.lang.management.ManagementFactory;
import java.time.Duration;

/**
 * Processor time used so far: tells what work costs even where others use the machine, too.
 *
 * @param own nanoseconds of this process
 * @param database nanoseconds of MariaDB, which this process started
 */
record CpuTime(double own, double database) {
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

    CpuTime minus(CpuTime before) {
        return new CpuTime(own - before.own, database - before.database);
    }
}
