package org.openemm.backend.mailloop;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.openemm.config.Home;
import org.openemm.mailloop.FilterAddresses;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The files by which the mail server knows what to bring to us: {@code var/run/relay.domains} and
 * {@code transport.maps} with their databases, and {@code var/lib/bav.conf}. Written only when
 * something changed. Not thread-safe.
 */
final class RoutingFiles {
    private static final Logger LOG = LoggerFactory.getLogger(RoutingFiles.class);
    private static final int PATIENCE_SECONDS = 30;
    private static final List<String> PLACES =
            List.of("/usr/sbin", "/usr/local/sbin", "/usr/bin", "/opt/postfix/sbin");

    private final Path bavConf;
    private final List<Path> maps;
    private final String transport;
    private final String mapType;
    private String told = "";

    /**
     * @param transport what stands behind a domain in transport.maps
     * @param mapType kind of the databases, {@code hash} as in the guide
     */
    RoutingFiles(Home home, String transport, String mapType) {
        bavConf = home.resolve("var/lib/bav.conf");
        maps =
                List.of(
                        home.varRun().resolve("relay.domains"),
                        home.varRun().resolve("transport.maps"));
        this.transport = transport;
        this.mapType = mapType;
    }

    /** As they were written last; nobody is known when there are none. */
    AddressBook lastKnown() {
        try {
            return AddressBook.parse(Files.readString(bavConf));
        } catch (NoSuchFileException e) {
            return AddressBook.empty();
        } catch (IOException e) {
            LOG.warn("{} cannot be read: {}", bavConf, e.toString());
            return AddressBook.empty();
        }
    }

    void write(FilterAddresses addresses) throws IOException {
        replaceIfDifferent(bavConf, addresses.bavConf());
        writeMap(maps.get(0), addresses.relayDomains());
        writeMap(maps.get(1), addresses.transportMaps().replace("\tmailloop:", "\t" + transport));
    }

    private void writeMap(Path map, String text) throws IOException {
        Path database = map.resolveSibling(map.getFileName() + databaseEnding());
        boolean changed = replaceIfDifferent(map, text);
        boolean old =
                !Files.exists(database)
                        || Files.getLastModifiedTime(database)
                                        .compareTo(Files.getLastModifiedTime(map))
                                < 0;
        if (changed || old) {
            postmap(map);
        }
    }

    /** The mail server reads the database, not the text. */
    private void postmap(Path map) throws IOException {
        Optional<Path> program = program();
        if (program.isEmpty()) {
            tell("postmap is not installed: Postfix does not learn of " + map);
            return;
        }
        Path output = Files.createTempFile("postmap", ".out");
        try {
            Process process =
                    new ProcessBuilder(program.get().toString(), mapType + ":" + map)
                            .redirectErrorStream(true)
                            .redirectOutput(output.toFile())
                            .start();
            if (!process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
                process.destroyForcibly();
                tell("postmap of " + map + " did not end");
            } else if (process.exitValue() != 0) {
                tell("postmap of " + map + ": " + Files.readString(output).strip());
            } else {
                LOG.info("{} is current for the mail server", map);
                told = "";
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            Files.deleteIfExists(output);
        }
    }

    private void tell(String problem) {
        if (!problem.equals(told)) {
            LOG.warn("{}", problem);
        }
        told = problem;
    }

    private String databaseEnding() {
        return switch (mapType) {
            case "lmdb" -> ".lmdb";
            case "cdb" -> ".cdb";
            default -> ".db";
        };
    }

    private static Optional<Path> program() {
        String path = Optional.ofNullable(System.getenv("PATH")).orElse("");
        return Stream.concat(Arrays.stream(path.split(File.pathSeparator)), PLACES.stream())
                .filter(folder -> !folder.isEmpty())
                .map(folder -> Path.of(folder, "postmap"))
                .filter(Files::isExecutable)
                .findFirst();
    }

    /** In one step, readable for the mail server whatever the process lets others see. */
    private static boolean replaceIfDifferent(Path file, String text) throws IOException {
        byte[] wanted = text.getBytes(StandardCharsets.UTF_8);
        if (Files.exists(file) && Arrays.equals(Files.readAllBytes(file), wanted)) {
            return false;
        }
        Files.createDirectories(file.getParent());
        Path draft = file.resolveSibling("." + file.getFileName() + ".new");
        Files.write(draft, wanted);
        Files.setPosixFilePermissions(draft, PosixFilePermissions.fromString("rw-r--r--"));
        Files.move(
                draft, file, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
        return true;
    }
}
