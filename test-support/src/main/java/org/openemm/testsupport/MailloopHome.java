package org.openemm.testsupport;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;

/** A home directory that Postfix and procmail can reach, and what stands in main.cf for it. */
public final class MailloopHome {
    private MailloopHome() {}

    /** Lets others into the home directory. */
    public static void open(Path home) throws IOException {
        for (Path folder = home; folder.getNameCount() > 1; folder = folder.getParent()) {
            Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwxr-xr-x"));
        }
        Files.createDirectories(home.resolve("lib"));
        for (String name : List.of("", "/new", "/tmp", "/cur")) {
            Path folder = Files.createDirectories(home.resolve("var/spool/mail/incoming" + name));
            Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwxrwxrwx"));
        }
    }

    /** As the guide has them; and a visitor may say where he comes from. */
    public static List<String> mainLines(Path home) {
        return List.of(
                "relay_domains = hash:" + home.resolve("var/run/relay.domains"),
                "transport_maps = hash:" + home.resolve("var/run/transport.maps"),
                "smtpd_milters = unix:" + home.resolve("var/run/bav.sock"),
                "message_size_limit = 0",
                "mailbox_size_limit = 0",
                "smtpd_relay_restrictions = permit_mynetworks, reject_unauth_destination",
                "smtpd_authorized_xclient_hosts = 127.0.0.1");
    }
}
