package org.openemm.benchmarks;

import com.sun.management.OperatingSystemMXBean;
import java.lang.management.ManagementFactory;
import java.time.Duration;

/**
 * Processor time used so far: tells what work costs even where others use the machine, too.
 *
 * @param own nanoseconds of this process
 * @param children nanoseconds of the processes it started: the database
 */
record CpuTime(double own, double children) {
    static CpuTime now() {
        OperatingSystemMXBean system =
                (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
        double children =
                ProcessHandle.current()
                        .descendants()
                        .map(child -> child.info().totalCpuDuration().orElse(Duration.ZERO))
                        .mapToLong(Duration::toNanos)
                        .sum();
        return new CpuTime(system.getProcessCpuTime(), children);
    }

    CpuTime minus(CpuTime before) {
        return new CpuTime(own - before.own, children - before.children);
    }
}
