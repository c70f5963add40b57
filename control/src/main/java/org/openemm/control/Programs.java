package org.openemm.control;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import org.openemm.config.Home;

/**
 * Brings what the build made into the home directory: jars below {@code lib}, the three web
 * applications, Tomcat. In an installed home, where there is no checkout, everything is there.
 */
final class Programs {
    private static final String[][] WEB_APPLICATIONS = {
        {"emm-webapp/target/emm.war", "emm"},
        {"webservices-webapp/target/webservices.war", "webservices"},
        {"statistics-webapp/target/statistics.war", "statistics"},
    };

    /** What the connection pool of Tomcat needs; the WARs come without it. */
    private static final List<String> SHARED =
            List.of("commons-dbcp2-", "commons-pool2-", "commons-logging-", "mariadb-java-client-");

    private final Home home;
    private final Optional<Path> checkout;

    Programs(Setup setup) {
        this.home = setup.home();
        this.checkout = setup.checkout();
    }

    /** This program itself, so that the home works without the checkout. */
    void installControl() throws IOException, ControlFailure {
        if (checkout.isPresent()) {
            syncJars(moduleJars("control"), home.resolve("lib/control"));
        }
    }

    /** Call only while the backend is stopped. */
    void installBackend() throws IOException, ControlFailure {
        if (checkout.isPresent()) {
            syncJars(moduleJars("backend"), home.resolve("lib/backend"));
        }
        require(home.resolve("lib/backend"));
    }

    /** Tomcat and the web applications. Call only while Tomcat is stopped. */
    void installTomcat() throws IOException, ControlFailure {
        if (checkout.isPresent()) {
            Path source = checkout.get();
            unpackTomcat(source.resolve("control/target/tomcat/tomcat.tar.gz"));
            syncJars(
                    jars(
                            source.resolve("control/target/lib"),
                            name -> SHARED.stream().anyMatch(name::startsWith)),
                    home.resolve("lib"));
            for (String[] application : WEB_APPLICATIONS) {
                deploy(source.resolve(application[0]), application[1]);
            }
            HomeLayout.copyTree(
                    source.resolve("control/target/licences-of-libraries"),
                    home.resolve("webapps/emm/licences"));
        }
        require(home.resolve("opt/tomcat/bin/bootstrap.jar"));
        require(home.resolve("webapps/emm"));
        copyTomcatFile("web.xml");
        copyTomcatFile("catalina.properties");
    }

    private List<Path> moduleJars(String module) throws IOException, ControlFailure {
        Path target = checkout.orElseThrow().resolve(module).resolve("target");
        List<Path> jars =
                new ArrayList<>(
                        jars(
                                target,
                                name ->
                                        name.startsWith("openemm-" + module)
                                                && !name.endsWith("-tests.jar")));
        if (jars.isEmpty()) {
            throw new ControlFailure("Not built: no jar in " + target);
        }
        jars.addAll(jars(target.resolve("lib"), name -> true));
        return jars;
    }

    private static List<Path> jars(Path folder, Predicate<String> wanted) throws IOException {
        if (!Files.isDirectory(folder)) {
            return List.of();
        }
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(file -> file.toString().endsWith(".jar"))
                    .filter(file -> wanted.test(file.getFileName().toString()))
                    .sorted()
                    .toList();
        }
    }

    /** Afterwards the folder holds exactly these jars. */
    private static void syncJars(List<Path> jars, Path folder) throws IOException {
        Files.createDirectories(folder);
        Set<String> names = new HashSet<>();
        for (Path jar : jars) {
            Path target = folder.resolve(jar.getFileName().toString());
            names.add(target.getFileName().toString());
            if (!Files.exists(target) || !stamp(jar).equals(stamp(target))) {
                Path draft = folder.resolve("." + jar.getFileName() + ".new");
                Files.copy(
                        jar,
                        draft,
                        StandardCopyOption.REPLACE_EXISTING,
                        StandardCopyOption.COPY_ATTRIBUTES);
                Files.move(draft, target, StandardCopyOption.ATOMIC_MOVE);
            }
        }
        for (Path file : jars(folder, name -> !names.contains(name))) {
            Files.delete(file);
        }
    }

    private void deploy(Path war, String name) throws IOException, ControlFailure {
        if (!Files.exists(war)) {
            throw new ControlFailure("Not built: " + war + " is missing");
        }
        Path target = home.resolve("webapps").resolve(name);
        Path mark = home.resolve("var/lib").resolve(name + ".deployed");
        if (Files.exists(target) && isMarked(mark, stamp(war))) {
            return;
        }
        Path draft = home.resolve("webapps/." + name + ".new");
        delete(draft);
        unzip(war, draft);
        Files.deleteIfExists(mark);
        delete(target);
        Files.move(draft, target);
        Files.writeString(mark, stamp(war), StandardCharsets.US_ASCII);
    }

    private void unpackTomcat(Path archive) throws IOException, ControlFailure {
        Path target = home.resolve("opt/tomcat");
        Path mark = home.resolve("var/lib/tomcat.deployed");
        if (!Files.exists(archive)) {
            throw new ControlFailure("Not built: " + archive + " is missing");
        }
        if (Files.exists(target) && isMarked(mark, stamp(archive))) {
            return;
        }
        Path draft = home.resolve("opt/.tomcat.new");
        delete(draft);
        Files.createDirectories(draft);
        Commands.run(
                List.of(
                        "tar",
                        "-xzf",
                        archive.toString(),
                        "-C",
                        draft.toString(),
                        "--strip-components=1",
                        "--no-same-owner",
                        "--exclude=*/webapps/*"));
        delete(target);
        Files.move(draft, target);
        Files.writeString(mark, stamp(archive), StandardCharsets.US_ASCII);
    }

    private void copyTomcatFile(String name) throws IOException {
        Path target = home.conf().resolve(name);
        if (!Files.exists(target)) {
            Files.copy(home.resolve("opt/tomcat/conf").resolve(name), target);
        }
    }

    private static void unzip(Path archive, Path folder) throws IOException {
        Files.createDirectories(folder);
        try (ZipFile zip = new ZipFile(archive.toFile())) {
            for (ZipEntry entry :
                    (Iterable<ZipEntry>) zip.stream().<ZipEntry>map(e -> e)::iterator) {
                Path target = folder.resolve(entry.getName()).normalize();
                if (!target.startsWith(folder)) {
                    throw new IOException("Entry outside of the archive: " + entry.getName());
                }
                if (entry.isDirectory()) {
                    Files.createDirectories(target);
                    continue;
                }
                Files.createDirectories(target.getParent());
                try (InputStream in = zip.getInputStream(entry)) {
                    Files.copy(in, target);
                }
            }
        }
    }

    static void delete(Path folder) throws IOException {
        if (!Files.exists(folder)) {
            return;
        }
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : (Iterable<Path>) files.sorted(Comparator.reverseOrder())::iterator) {
                Files.delete(file);
            }
        }
    }

    private static boolean isMarked(Path mark, String stamp) throws IOException {
        return Files.exists(mark)
                && Files.readString(mark, StandardCharsets.US_ASCII).equals(stamp);
    }

    private static String stamp(Path file) throws IOException {
        return Files.size(file) + " " + Files.getLastModifiedTime(file).toMillis();
    }

    private static void require(Path path) throws ControlFailure {
        if (!Files.exists(path)) {
            throw new ControlFailure(
                    path + " is missing. Start once from a checkout to install it.");
        }
    }
}
