package org.openemm.backend.pickdist;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.openemm.backend.spool.Spool;

/** Packages with which, or around which, something is wrong. */
class LaneTroubleTest extends PickdistCase {
    @Test
    void aPackageThatCannotBeReadIsKeptForAnAdministrator() throws IOException {
        write(1, 10);
        Files.writeString(spool.meta().resolve(name(1).base() + ".xml.gz"), "nonsense");
        write(2, 10);
        writeFinal(2);

        send(usual(), 2);

        await(() -> archived() == 1 && ended(Spool.End.RECOVER) == 1);
        assertEquals(10, sink.received().size());
    }

    @Test
    void aPackageThatCannotBeLockedOrWrittenAboutWaitsUntilItCan() throws IOException {
        write(1, 10);
        writeFinal(1);
        Path inTheWay =
                Files.createDirectory(home.varLock().resolve(name(1).base() + PackageLock.ENDING));

        send(usual(), 2);
        await(() -> service.reason().startsWith("What is sent cannot be written down"));
        assertEquals(0, sink.received().size());
        Files.delete(inTheWay);

        await(() -> archived() == 1);
        assertEveryoneOnce(10);
        assertEquals("", service.reason());
    }

    @Test
    void aPackageMovedBackFromRecoverGoesOnWhereItWas() throws IOException {
        write(1, 30);
        writeFinal(1);
        boolean[] refuse = {true};
        send(
                (verb, line) ->
                        refuse[0] && verb.equals("MAIL") && sink.received().size() > 9
                                ? "553 5.7.1 sender refused"
                                : null,
                1);
        await(() -> ended(Spool.End.RECOVER) == 1);
        refuse[0] = false;
        Path day = Files.list(home.spool("RECOVER")).findFirst().orElseThrow();
        String base = name(1).base();
        // Follows its package.
        await(() -> Files.exists(day.resolve(base + ".stamp")));
        Files.move(day.resolve(base + ".stamp"), spool.meta().resolve(base + ".stamp"));
        Files.move(day.resolve(base + ".xml.gz"), spool.meta().resolve(base + ".xml.gz"));

        await(() -> archived() == 1);
        assertEveryoneOnce(30);
        assertFalse(Files.exists(day.resolve(base + ".SYNC")));
    }
}
