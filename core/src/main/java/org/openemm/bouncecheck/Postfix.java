package org.openemm.bouncecheck;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;

/** Postfix of this machine, as its own {@code postconf} tells; that needs no rights of root. */
final class Postfix {
    private static final int PATIENCE_SECONDS = 5;
    private static final Pattern BLANKS = Pattern.compile("\\s+");
    private static final List<String> ASKED =
            List.of(
                    "mail_version",
                    "queue_directory",
                    "inet_interfaces",
                    "relay_domains",
                    "transport_maps",
                    "smtpd_milters");

    private final List<Path> folders;
    private final String configuration;

    /**
     * @param folders where the program may lie
     * @param configuration directory of main.cf; empty: the usual one
     */
    Postfix(List<Path> folders, String configuration) {
        this.folders = List.copyOf(folders);
        this.configuration = configuration;
    }

    /** As installed by distributions; {@code PATH} first. */
    static List<Path> usualFolders() {
        List<Path> all = new ArrayList<>();
        String path = Optional.ofNullable(System.getenv("PATH")).orElse("");
        Arrays.stream(path.split(File.pathSeparator))
                .filter(folder -> !folder.isEmpty())
                .map(Path::of)
                .forEach(all::add);
        all.add(Path.of("/usr/sbin"));
        all.add(Path.of("/usr/local/sbin"));
        all.add(Path.of("/opt/postfix/sbin"));
        return all;
    }

    /** Settings in force, also where they are the built-in ones; empty: there is no Postfix. */
    Optional<Map<String, String>> settings() {
        List<String> arguments = new ArrayList<>();
        // Values with variables in them are shown as they hold.
        arguments.add("-x");
        arguments.addAll(ASKED);
        return run(arguments)
                .map(
                        lines -> {
                            Map<String, String> settings = new HashMap<>();
                            for (String line : lines) {
                                int equals = line.indexOf('=');
                                if (equals > 0) {
                                    settings.put(
                                            line.substring(0, equals).strip(),
                                            line.substring(equals + 1).strip());
                                }
                            }
                            return settings;
                        });
    }

    /**
     * The words of a service's line in master.cf: name, type, private, unprivileged, chroot,
     * wakeup, processes, command and its arguments; empty when there is none.
     *
     * @param service name and type, {@code smtp/inet}
     */
    List<String> service(String service) {
        return run(List.of("-M", service))
                .map(lines -> String.join(" ", lines).strip())
                .filter(line -> !line.isEmpty())
                .map(line -> List.of(BLANKS.split(line)))
                .orElse(List.of());
    }

    private Optional<List<String>> run(List<String> arguments) {
        Optional<Path> program =
                folders.stream()
                        .map(folder -> folder.resolve("postconf"))
                        .filter(Files::isExecutable)
                        .findFirst();
        if (program.isEmpty()) {
            return Optional.empty();
        }
        List<String> command = new ArrayList<>();
        command.add(program.get().toString());
        if (!configuration.isEmpty()) {
            command.addAll(List.of("-c", configuration));
        }
        command.addAll(arguments);
        try {
            Path output = Files.createTempFile("postconf", ".out");
            try {
                Process process =
                        new ProcessBuilder(command)
                                .redirectOutput(output.toFile())
                                .redirectError(ProcessBuilder.Redirect.DISCARD)
                                .start();
                if (!process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
                    process.destroyForcibly();
                    return Optional.empty();
                }
                return Optional.of(
                        new String(Files.readAllBytes(output), StandardCharsets.UTF_8)
                                .lines()
                                .toList());
            } finally {
                Files.deleteIfExists(output);
            }
        } catch (IOException e) {
            return Optional.empty();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return Optional.empty();
        }
    }
}
