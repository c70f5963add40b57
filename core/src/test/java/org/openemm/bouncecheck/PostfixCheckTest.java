package org.openemm.bouncecheck;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** What is found when Postfix is not set up as it should be. */
class PostfixCheckTest extends CheckTestBase {
    @Test
    void postfixHasToBeThereAndToListenToOthers() throws IOException {
        mainCf(
                "loopback-only",
                "hash:%s/relay.domains",
                "hash:%s/transport.maps",
                "unix:%s/bav.sock");
        assertEquals("PROBLEM port.loopback", bad());
        mailServer.close();
        assertEquals("PROBLEM postfix.stopped", bad());
        Files.delete(postfix.resolve("postconf"));
        assertEquals("PROBLEM postfix.missing", bad());
    }

    @Test
    void theLinesOfTheGuideHaveToStandInMainCf() throws IOException {
        mainCf("all", "", "hash:/etc/postfix/transport", "");
        assertEquals(
                "PROBLEM relay_domains.missing, PROBLEM transport_maps.other,"
                        + " PROBLEM smtpd_milters.missing",
                bad());
        mainCf(
                "all",
                "a.example, lmdb:%s/relay.domains",
                "x, texthash:%s/transport.maps",
                "inet:127.0.0.1:8894");
        assertEquals("", bad());
    }

    @Test
    void aJailedPostfixNeedsTheSocketInItsJail() throws IOException {
        service("smtp", "smtp inet n - y - - smtpd");
        assertEquals("PROBLEM chroot.jailed", bad());
        Path inside = Path.of(folder.resolve("queue") + home.varRun().toString());
        Files.createDirectories(inside);
        Files.writeString(inside.resolve("bav.sock"), "");
        assertEquals("", bad());
    }

    @Test
    void theServiceMailloopHasToCallOurFile() throws IOException {
        service("mailloop", "");
        assertEquals("PROBLEM service.missing", bad());
        service("mailloop", "mailloop unix - n n - - pipe flags=RX user=root argv=/bin/sh " + rc());
        assertEquals("PROBLEM service.root", bad(), "Postfix starts nothing as root");
        service("mailloop", "mailloop unix - n n - - pipe flags=RX argv=/no/procmail " + rc());
        assertEquals("PROBLEM service.program", bad());
        service("mailloop", "mailloop unix - n n - - pipe flags=RX argv=/bin/sh /other.rc");
        assertEquals("PROBLEM service.other", bad());
        service("mailloop", "mailloop unix - n n - - pipe flags=RX argv=/bin/sh " + rc());
        Files.delete(Path.of(rc()));
        assertEquals("PROBLEM service.rc", bad());
    }

    @Test
    void theDomainsForPostfixHaveToBeCurrentAndInItsDatabase() throws IOException {
        Path database = home.varRun().resolve("transport.maps.db");
        Files.setLastModifiedTime(database, FileTime.from(NOW.minus(Duration.ofDays(900))));
        assertEquals("PROBLEM maps.database", bad());
        Files.delete(database);
        assertEquals("PROBLEM maps.database", bad());
        Files.writeString(home.varRun().resolve("relay.domains"), "old.example\tdummy\n");
        assertEquals("WARNING maps.old", bad());
        Files.delete(home.varRun().resolve("relay.domains"));
        assertEquals("PROBLEM maps.missing", bad());
    }

    @Test
    void postfixHasToGetToTheSocket() throws IOException {
        Path socket = home.varRun().resolve("bav.sock");
        Files.setPosixFilePermissions(socket, PosixFilePermissions.fromString("rw-r--r--"));
        assertEquals("PROBLEM milter.readonly", bad());
        Files.setPosixFilePermissions(home.root(), PosixFilePermissions.fromString("rwxr-x---"));
        assertEquals("PROBLEM milter.closed", bad());
    }
}
