package org.openemm.backend.pickdist;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BiFunction;
import org.junit.jupiter.api.Test;
import org.openemm.backend.spool.Spool;

/** What people stop, pause or delete. */
class LaneStopTest extends PickdistCase {
    @Test
    void stopReturnsWhenNothingIsInFlightAndADeletedPackageIsNeverSent() throws IOException {
        for (int block = 1; block <= 10; block++) {
            write(block, 100);
        }
        writeFinal(10);
        send(slow(), 4);
        PickdistCommand command = new PickdistCommand(home);

        await(() -> sink.received().size() > 150);
        assertTrue(
                command.status().startsWith("running")
                        || command.status().startsWith("stopped (the"));
        assertTrue(command.status().contains("in work: AgnMail-0="), command.status());
        stop();
        int sent = sink.received().size();
        assertEquals("stopped", command.status());
        Files.delete(spool.meta().resolve(name(10).base() + ".xml.gz"));
        awaitLook();
        assertEquals(sent, sink.received().size());
        command.start();

        await(() -> archived() == 9);
        assertEveryoneOnce(900);
    }

    @Test
    void aPausedMailingWaitsInTheMiddleOfAPackage() throws IOException {
        write(1, 400);
        writeFinal(1);
        send(slow(), 2);

        await(() -> sink.received().size() > 50);
        sql(
                "INSERT INTO serverprio_tbl (company_id, mailing_id, priority) VALUES (0, %d, 0)",
                mailing);
        await(() -> files(home.varLock()).stream().noneMatch(file -> file.startsWith("AgnMail")));
        int sent = sink.received().size();
        assertTrue(sent < 400);
        awaitLook();
        assertEquals(sent, sink.received().size());
        sql("DELETE FROM serverprio_tbl WHERE mailing_id = %d", mailing);

        await(() -> archived() == 1);
        assertEveryoneOnce(400);
    }

    @Test
    void packagesOfADeletedMailingAreThrownAway() throws IOException {
        sql("UPDATE mailing_tbl SET deleted = 1 WHERE mailing_id = %d", mailing);
        write(1, 10);
        writeFinal(1);

        send(usual(), 2);

        await(() -> ended(Spool.End.DELETED) == 1);
        assertEquals(0, sink.received().size());
    }

    /** As a process of its own, like the shell script: file locks hold between processes only. */
    private void stop() throws IOException {
        ProcessBuilder builder =
                new ProcessBuilder(
                                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                                "-cp",
                                System.getProperty("java.class.path"),
                                PickdistCommand.class.getName(),
                                "stop")
                        .redirectErrorStream(true)
                        .redirectOutput(ProcessBuilder.Redirect.INHERIT);
        builder.environment().put("OPENEMM_HOME", folder.toString());
        Process process = builder.start();
        assertEquals(0, process.onExit().join().exitValue());
    }

    private static BiFunction<String, String, String> slow() {
        return (verb, line) -> {
            if (verb.equals("END")) {
                LockSupport.parkNanos(3_000_000);
            }
            return null;
        };
    }
}
