package org.openemm.control;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.openemm.config.Home;

class DaemonTest {
    @TempDir Path folder;
    private Daemon daemon;

    @BeforeEach
    void create() throws IOException {
        Home home = new Home(folder);
        Files.createDirectories(home.varRun());
        daemon = new Daemon(home, "trial", Clock.systemUTC());
    }

    @Test
    void whatWasLaunchedRunsUntilItIsStopped() throws IOException {
        Running running = launch("exec sleep 1000");

        assertEquals(Optional.of(running), daemon.running());
        assertTrue(daemon.stop(Duration.ofSeconds(30), false));
        assertFalse(running.isAlive());
        assertEquals(Optional.empty(), daemon.running());
        assertFalse(Files.exists(folder.resolve("var/run/trial.pid")));
    }

    @Test
    void itHasASessionOfItsOwnThatNoTerminalReaches() throws IOException {
        Running running = launch("exec sleep 1000");

        // The session is made a moment after the process.
        long end = System.nanoTime() + Duration.ofSeconds(30).toNanos();
        while (!session(running).equals(Long.toString(running.pid())) && System.nanoTime() < end) {
            Thread.onSpinWait();
        }
        String session = session(running);
        daemon.stop(Duration.ofSeconds(30), true);
        assertEquals(Long.toString(running.pid()), session, "session");
    }

    private static String session(Running running) throws IOException {
        String stat = Files.readString(Path.of("/proc/" + running.pid() + "/stat"));
        return stat.substring(stat.lastIndexOf(')') + 2).split(" ")[3];
    }

    @Test
    void stoppingWhatDoesNotRunIsFine() throws IOException {
        assertTrue(daemon.stop(Duration.ofSeconds(1), false));
    }

    @Test
    void whoDoesNotListenIsEndedHardOnlyWhenToldSo() throws IOException {
        Path ready = folder.resolve("ready");
        Running running =
                launch("trap '' TERM; touch " + ready + "; while true; do sleep 0.1; done");
        while (!Files.exists(ready)) {
            Thread.onSpinWait();
        }

        assertFalse(daemon.stop(Duration.ZERO, false));
        assertTrue(running.isAlive());
        assertTrue(daemon.stop(Duration.ZERO, true));
        assertFalse(running.isAlive());
    }

    private Running launch(String script) throws IOException {
        return daemon.launch(
                List.of("sh", "-c", script), Map.of(), folder.resolve("log/trial.log"), 1);
    }
}
