package org.openemm.localdb;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/**
 * A MariaDB server of our own: one data directory, one port on the loopback address, set up as the
 * Install &amp; Admin Guide demands (sections 5.2 and 11.5).
 */
public final class LocalMariaDb {
    private static final Duration START_LIMIT = Duration.ofSeconds(60);
    private static final Duration POLL = Duration.ofMillis(100);
    private final Binaries binaries;
    private final Path dataDirectory;
    private final Path socket;
    private final int port;
    private final List<String> extraSettings;

    /**
     * @param dataDirectory made when it does not exist
     * @param socket Unix socket; must stay below 108 bytes
     * @param extraSettings further lines for the [mariadbd] section of my.cnf
     */
    public LocalMariaDb(
            Binaries binaries,
            Path dataDirectory,
            Path socket,
            int port,
            List<String> extraSettings) {
        this.binaries = binaries;
        this.dataDirectory = dataDirectory.toAbsolutePath();
        this.socket = socket.toAbsolutePath();
        this.port = port;
        this.extraSettings = List.copyOf(extraSettings);
    }

    /**
     * Makes the data directory if there is none: user root without password, reachable from this
     * machine only.
     */
    public void initialise() throws IOException {
        if (Files.isDirectory(dataDirectory.resolve("mysql"))) {
            return;
        }
        Files.createDirectories(dataDirectory);
        closeToOthers(dataDirectory);
        List<String> command =
                new ArrayList<>(
                        List.of(
                                binaries.installer().toString(),
                                "--no-defaults",
                                "--datadir=" + dataDirectory,
                                "--auth-root-authentication-method=normal",
                                "--skip-test-db"));
        binaries.basedir().ifPresent(base -> command.add("--basedir=" + base));
        serverUser().ifPresent(user -> command.add("--user=" + user));
        Path output = dataDirectory.resolveSibling(dataDirectory.getFileName() + "-install.log");
        Process process =
                withOwnTemporaryFolder(new ProcessBuilder(command))
                        .redirectErrorStream(true)
                        .redirectOutput(output.toFile())
                        .start();
        try {
            if (process.waitFor() != 0) {
                throw new IOException(
                        "mariadb-install-db failed:\n"
                                + Files.readString(output, StandardCharsets.UTF_8));
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("Interrupted while the data directory was made", e);
        }
        Files.deleteIfExists(output);
    }

    /**
     * Starts the server and waits until it takes connections of root, who has no password. The
     * process goes on when this JVM ends.
     *
     * @throws IOException when it ended again or did not answer within a minute; names the end of
     *     its log
     */
    public Process start() throws IOException {
        Process process = launch(List.of());
        awaitAnswer(process, "root", "");
        return process;
    }

    /**
     * Starts the server in a session of its own, so that no signal of the terminal reaches it, and
     * does not wait.
     */
    public Process launchDetached() throws IOException {
        return launch(List.of("setsid"));
    }

    private Process launch(List<String> prefix) throws IOException {
        List<String> command = new ArrayList<>(prefix);
        command.add(binaries.server().toString());
        command.add("--defaults-file=" + writeSettings());
        serverUser().ifPresent(user -> command.add("--user=" + user));
        Process process =
                withOwnTemporaryFolder(new ProcessBuilder(command))
                        .redirectErrorStream(true)
                        .redirectOutput(ProcessBuilder.Redirect.appendTo(log().toFile()))
                        .start();
        process.getOutputStream().close();
        return process;
    }

    /** A server that starts deletes temporary tables of any other server in the same folder. */
    private ProcessBuilder withOwnTemporaryFolder(ProcessBuilder builder) throws IOException {
        Path folder = dataDirectory.resolveSibling(dataDirectory.getFileName() + "-tmp");
        Files.createDirectories(folder);
        builder.environment().put("TMPDIR", folder.toString());
        return builder;
    }

    /**
     * Waits until the server answers a query of this user.
     *
     * @throws IOException when it ended or did not answer within a minute; names the end of its log
     */
    public void awaitAnswer(Process process, String user, String password) throws IOException {
        long deadline = System.nanoTime() + START_LIMIT.toNanos();
        while (!answers(user, password)) {
            if (!process.isAlive() || System.nanoTime() > deadline) {
                process.destroy();
                throw new IOException("MariaDB did not start. End of " + log() + ":\n" + tail());
            }
            pause();
        }
    }

    /** Ends the server in order: it writes everything to disk first. */
    public static void stop(ProcessHandle process) {
        process.destroy();
        try {
            process.onExit().get(120, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (java.util.concurrent.ExecutionException
                | java.util.concurrent.TimeoutException e) {
            process.destroyForcibly();
        }
    }

    /** Connection as root over TCP. */
    public Connection connectAsRoot(String schema) throws SQLException {
        return DriverManager.getConnection(
                "jdbc:mariadb://127.0.0.1:" + port + "/" + schema + "?allowMultiQueries=true",
                "root",
                "");
    }

    public int port() {
        return port;
    }

    public Path pidFile() {
        return dataDirectory.resolve("mariadbd.pid");
    }

    public Path log() {
        return dataDirectory.resolve("mariadbd.log");
    }

    private boolean answers(String user, String password) {
        String url = "jdbc:mariadb://127.0.0.1:" + port + "/?connectTimeout=1000";
        try (Connection connection = DriverManager.getConnection(url, user, password);
                Statement statement = connection.createStatement()) {
            return statement.execute("SELECT 1");
        } catch (SQLException e) {
            // A refused login is an answer, too.
            return e.getErrorCode() == 1045 || e.getErrorCode() == 1698;
        }
    }

    private Path writeSettings() throws IOException {
        List<String> lines = new ArrayList<>();
        lines.add("[mariadbd]");
        binaries.basedir().ifPresent(base -> lines.add("basedir=" + base));
        lines.add("datadir=" + dataDirectory);
        lines.add("socket=" + socket);
        lines.add("port=" + port);
        lines.add("bind-address=127.0.0.1");
        lines.add("pid-file=" + pidFile());
        lines.add("log-error=" + log());
        lines.addAll(
                List.of(
                        "sql-mode=STRICT_ALL_TABLES,NO_AUTO_CREATE_USER,NO_ENGINE_SUBSTITUTION",
                        "lower_case_table_names=1",
                        "character-set-server=utf8mb4",
                        "collation-server=utf8mb4_unicode_ci",
                        "max_allowed_packet=1G",
                        "wait_timeout=86400",
                        "innodb_lock_wait_timeout=1800",
                        "innodb_rollback_on_timeout=ON",
                        "transaction-isolation=READ-COMMITTED",
                        "skip-name-resolve",
                        "local_infile=ON"));
        lines.addAll(extraSettings);
        Path file = dataDirectory.resolveSibling(dataDirectory.getFileName() + ".my.cnf");
        return Files.write(file, lines, StandardCharsets.UTF_8);
    }

    /** MariaDB runs as root only when told so; everybody else runs it as himself. */
    private static Optional<String> serverUser() {
        return "root".equals(System.getProperty("user.name"))
                ? Optional.of("root")
                : Optional.empty();
    }

    private static void closeToOthers(Path directory) throws IOException {
        Files.setPosixFilePermissions(
                directory, java.nio.file.attribute.PosixFilePermissions.fromString("rwx------"));
    }

    private String tail() throws IOException {
        if (!Files.exists(log())) {
            return "(empty)";
        }
        List<String> lines = Files.readAllLines(log(), StandardCharsets.UTF_8);
        return String.join("\n", lines.subList(Math.max(0, lines.size() - 15), lines.size()));
    }

    private static void pause() throws IOException {
        try {
            Thread.sleep(POLL.toMillis());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("Interrupted while waiting for MariaDB", e);
        }
    }
}
