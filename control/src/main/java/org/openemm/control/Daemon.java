package org.openemm.control;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.openemm.config.Home;

/** One background process of this installation with its pid file {@code var/run/NAME.pid}. */
final class Daemon {
    private static final Duration POLL = Duration.ofMillis(50);
    private static final Duration REPEAT_TERM = Duration.ofSeconds(10);

    private final Home home;
    private final String name;
    private final Clock clock;

    Daemon(Home home, String name, Clock clock) {
        this.home = home;
        this.name = name;
        this.clock = clock;
    }

    Optional<Running> running() throws IOException {
        return Running.read(pidFile());
    }

    /**
     * Starts a program in a session of its own: it outlives this process and its terminal.
     *
     * @param log takes what it prints, appended
     */
    Running launch(List<String> command, Map<String, String> environment, Path log, int port)
            throws IOException {
        List<String> detached = new ArrayList<>(List.of("setsid"));
        detached.addAll(command);
        Files.createDirectories(log.getParent());
        ProcessBuilder builder =
                new ProcessBuilder(detached)
                        .directory(home.root().toFile())
                        .redirectInput(Path.of("/dev/null").toFile())
                        .redirectErrorStream(true)
                        .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()));
        builder.environment().putAll(environment);
        return remember(builder.start().pid(), port);
    }

    /** Writes the pid file of a process that was started in another way. */
    Running remember(long pid, int port) throws IOException {
        Running running = Running.of(pid, clock.instant(), port);
        running.write(pidFile());
        return running;
    }

    /**
     * Asks the process to end and waits until it is gone. The wish is repeated: a process that is
     * still starting may have missed the first one.
     *
     * @param patience how long to wait
     * @param force whether to end it hard after that
     * @return false when it still runs
     */
    boolean stop(Duration patience, boolean force) throws IOException {
        Optional<Running> running = running();
        if (running.isPresent() && !end(running.get(), patience)) {
            if (!force) {
                return false;
            }
            ProcessHandle.of(running.get().pid()).ifPresent(ProcessHandle::destroyForcibly);
            awaitEnd(running.get(), Duration.ofSeconds(10));
        }
        Files.deleteIfExists(pidFile());
        return true;
    }

    private static boolean end(Running running, Duration patience) throws IOException {
        long deadline = System.nanoTime() + patience.toNanos();
        while (System.nanoTime() < deadline) {
            Optional<ProcessHandle> process = ProcessHandle.of(running.pid());
            if (process.isPresent() && running.isAlive() && !process.get().destroy()) {
                throw new IOException(
                        "Process " + running.pid() + " belongs to another user; stop it as that");
            }
            if (awaitEnd(running, REPEAT_TERM)) {
                return true;
            }
        }
        return !running.isAlive();
    }

    private static boolean awaitEnd(Running running, Duration limit) throws IOException {
        long deadline = System.nanoTime() + limit.toNanos();
        while (running.isAlive()) {
            if (System.nanoTime() > deadline) {
                return false;
            }
            Waiting.pause(POLL);
        }
        return true;
    }

    private Path pidFile() {
        return home.varRun().resolve(name + ".pid");
    }
}
