package org.openemm.backend.pickdist;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.openemm.backend.spool.PackageName;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Shows each package in work in the process list, as the guide (11.7) tells administrators to look
 * for it: {@code ps aux | grep xmlback} lists {@code bin/xmlback <file>}.
 *
 * <p>The mailers are threads of the backend, whose names {@code ps} does not show in full and only
 * when asked to. So a tiny process stands for each package: the script {@code bin/xmlback}, which
 * only waits for the end of its input. It ends when the package is done, and by itself when the
 * backend dies, even by kill -9, because its input ends then. It never touches a file. Packages
 * that are done within a fraction of a second are not shown: nobody could act on them.
 */
public final class ProcessList implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(ProcessList.class);
    private static final Duration EVERY = Duration.ofMillis(250);

    private final Path script;
    private final Dispatcher dispatcher;
    private final Map<PackageName, Process> shown = new HashMap<>();
    private final ScheduledExecutorService timer =
            Executors.newSingleThreadScheduledExecutor(
                    task -> {
                        Thread thread = new Thread(task, "process-list");
                        thread.setDaemon(true);
                        return thread;
                    });

    public ProcessList(Dispatcher dispatcher) {
        this.dispatcher = dispatcher;
        script = dispatcher.tools().home().root().resolve("bin").resolve("xmlback");
    }

    public void start() {
        if (Files.isReadable(script)) {
            timer.scheduleWithFixedDelay(this::round, 0, EVERY.toMillis(), TimeUnit.MILLISECONDS);
        }
    }

    @Override
    public void close() {
        timer.shutdownNow();
        try {
            if (!timer.awaitTermination(1, TimeUnit.SECONDS)) {
                LOG.warn("The process list does not end");
                return;
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        shown.values().forEach(ProcessList::end);
    }

    private void round() {
        try {
            Set<PackageName> active = new HashSet<>();
            for (ServedRoute route : dispatcher.served()) {
                route.lanes().forEach(service -> active.addAll(service.lane().active()));
            }
            shown.entrySet()
                    .removeIf(
                            entry -> {
                                boolean over = !active.contains(entry.getKey());
                                if (over) {
                                    end(entry.getValue());
                                }
                                return over;
                            });
            for (PackageName name : active) {
                if (!shown.containsKey(name)) {
                    shown.put(name, show(name));
                }
            }
        } catch (IOException | RuntimeException e) {
            LOG.debug("Packages in work not shown in the process list: {}", e.toString());
        }
    }

    private Process show(PackageName name) throws IOException {
        return new ProcessBuilder(
                        "/bin/sh",
                        script.toString(),
                        dispatcher
                                .tools()
                                .spool()
                                .incoming()
                                .resolve(name.base() + PackageName.PACKAGE)
                                .toString())
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
    }

    private static void end(Process process) {
        try {
            process.getOutputStream().close();
        } catch (IOException e) {
            process.destroy();
        }
    }
}
