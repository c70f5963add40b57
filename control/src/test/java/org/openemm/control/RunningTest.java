package org.openemm.control;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RunningTest {
    private static final Instant SINCE = Instant.parse("2026-11-21T10:00:00Z");

    @TempDir Path folder;

    @Test
    void aPidFileLeadsBackToTheLivingProcess() throws IOException {
        Path file = folder.resolve("x.pid");
        Running self = Running.of(ProcessHandle.current().pid(), SINCE, 8080);
        self.write(file);

        assertEquals(Optional.of(self), Running.read(file));
        assertTrue(self.memory() > 1024 * 1024);
    }

    @Test
    void theFirstLineIsTheNumberForOtherTools() throws IOException {
        Path file = folder.resolve("x.pid");
        Running.of(ProcessHandle.current().pid(), SINCE, 8080).write(file);

        assertEquals(Long.toString(ProcessHandle.current().pid()), Files.readAllLines(file).get(0));
    }

    @Test
    void anotherProcessThatGotTheSameNumberIsNotOurs() throws IOException {
        Path file = folder.resolve("x.pid");
        Running self = Running.of(ProcessHandle.current().pid(), SINCE, 8080);

        new Running(self.pid(), "1", self.bootId(), SINCE, 8080).write(file);
        assertEquals(Optional.empty(), Running.read(file));
        new Running(self.pid(), self.startTicks(), "earlier boot", SINCE, 8080).write(file);
        assertEquals(Optional.empty(), Running.read(file));
    }

    @Test
    void aKilledProcessIsGoneEvenWhileNobodyHasCollectedIt() throws Exception {
        Process process = new ProcessBuilder("sleep", "1000").start();
        Running running = Running.of(process.pid(), SINCE, 1);
        assertTrue(running.isAlive());

        process.destroyForcibly().waitFor();

        assertFalse(running.isAlive());
        assertEquals(0, running.memory());
        assertThrows(IOException.class, () -> Running.of(process.pid(), SINCE, 1));
    }

    @Test
    void aDamagedOrMissingPidFileMeansNotRunning() throws IOException {
        Path file = folder.resolve("x.pid");

        assertEquals(Optional.empty(), Running.read(file));
        for (List<String> damaged :
                List.of(
                        List.<String>of(),
                        List.of("12"),
                        List.of("x", "1", "b", "2026-11-21T10:00:00Z", "1"),
                        List.of("1", "1", "b", "yesterday", "1"))) {
            Files.write(file, damaged);
            assertEquals(Optional.empty(), Running.read(file), damaged.toString());
        }
    }
}
