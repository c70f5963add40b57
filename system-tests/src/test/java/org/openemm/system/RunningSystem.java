package org.openemm.system;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.stream.Stream;
import org.openemm.config.DbCfg;
import org.openemm.config.Home;

/**
 * A home directory of its own with MariaDB, backend and Tomcat on free ports, started and stopped
 * with {@code bin/openemm.sh} of this checkout as the build has just made it.
 */
public final class RunningSystem implements AutoCloseable {
    /** User of the first login. */
    public static final String MASTER = "emm-master";

    /** Initial password of {@link #MASTER}; has to be changed at the first login. */
    public static final String FIRST_PASSWORD = "First-Flower-of-2026!";

    private static final Path CHECKOUT = Path.of("..").toAbsolutePath().normalize();
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final Path folder;
    private final Map<String, String> settings = new TreeMap<>();
    private final HttpClient client =
            HttpClient.newBuilder()
                    .followRedirects(HttpClient.Redirect.NEVER)
                    .connectTimeout(Duration.ofSeconds(10))
                    .build();

    private RunningSystem(Path folder) {
        this.folder = folder;
        settings.put("OPENEMM_HOME", home().toString());
        settings.put("OPENEMM_BUILD", "never");
        settings.put("OPENEMM_HTTP_ADDRESS", "127.0.0.1");
        settings.put("OPENEMM_ADMIN_PASSWORD", FIRST_PASSWORD);
        for (String port : List.of("HTTP", "XMLRPC", "MAILBOX", "DB")) {
            settings.put("OPENEMM_" + port + "_PORT", Integer.toString(freePort()));
        }
    }

    static RunningSystem start() {
        return start(Map.of(), "");
    }

    /**
     * @param more environment
     * @param systemCfg lines of etc/system.cfg, with {@code %s} for the home directory
     */
    static RunningSystem start(Map<String, String> more, String systemCfg) {
        try {
            RunningSystem system = new RunningSystem(Files.createTempDirectory("oemm-system"));
            system.settings.putAll(more);
            if (!systemCfg.isEmpty()) {
                Path etc = Files.createDirectories(system.home().resolve("etc"));
                Files.writeString(
                        etc.resolve("system.cfg"),
                        systemCfg.formatted(system.home())
                                + "mailout-port = "
                                + system.settings.get("OPENEMM_XMLRPC_PORT")
                                + "\n");
            }
            try {
                system.script("openemm.sh", "start");
            } catch (IllegalStateException e) {
                system.close();
                throw e;
            }
            return system;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * Runs a script of {@code bin}.
     *
     * @return what it printed
     * @throws IllegalStateException when it fails
     */
    public String script(String name, String... arguments) {
        List<String> command = new ArrayList<>();
        command.add(CHECKOUT.resolve("bin").resolve(name).toString());
        command.addAll(List.of(arguments));
        try {
            // Services outlive the script and must not hold a pipe to us.
            Path output = Files.createTempFile(folder, "output", ".txt");
            ProcessBuilder builder =
                    new ProcessBuilder(command)
                            .redirectErrorStream(true)
                            .redirectOutput(output.toFile());
            builder.environment().keySet().removeIf(key -> key.startsWith("OPENEMM_"));
            builder.environment().remove("DBCFG");
            builder.environment().remove("DBCFG_PATH");
            builder.environment().putAll(settings);
            int exitCode = builder.start().waitFor();
            String printed = Files.readString(output, StandardCharsets.UTF_8);
            if (exitCode != 0) {
                throw new IllegalStateException(command + " ended with " + exitCode + printed);
            }
            return printed;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    /** The home directory. */
    public Path home() {
        return folder.resolve("home");
    }

    /** Address of Tomcat without a slash at the end. */
    public String address() {
        return "http://127.0.0.1:" + settings.get("OPENEMM_HTTP_PORT");
    }

    /** Port of the built-in mailbox. */
    int mailboxPort() {
        return Integer.parseInt(settings.get("OPENEMM_MAILBOX_PORT"));
    }

    /** Address that the backend listens to for XML-RPC. */
    public URI xmlRpc() {
        return URI.create("http://127.0.0.1:" + settings.get("OPENEMM_XMLRPC_PORT") + "/RPC2");
    }

    /** A GET of a path or of a whole address; redirects are not followed. */
    public HttpResponse<String> get(String pathOrAddress) {
        return send(HttpRequest.newBuilder(uri(pathOrAddress)).GET());
    }

    /** Sends a request as it is; redirects are not followed. */
    public HttpResponse<String> send(HttpRequest.Builder request) {
        try {
            return client.send(request.build(), BodyHandlers.ofString());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    URI uri(String pathOrAddress) {
        return URI.create(
                pathOrAddress.startsWith("/") ? address() + pathOrAddress : pathOrAddress);
    }

    /** Changes the database behind the back of the system; answers the generated key, else 0. */
    public long execute(String sql, Object... values) {
        try (Connection connection = connect();
                PreparedStatement statement =
                        connection.prepareStatement(sql, Statement.RETURN_GENERATED_KEYS)) {
            bind(statement, values);
            statement.executeUpdate();
            try (ResultSet keys = statement.getGeneratedKeys()) {
                return keys.next() ? keys.getLong(1) : 0;
            }
        } catch (SQLException e) {
            throw new IllegalStateException(sql, e);
        }
    }

    /** First value of the first row as text, empty when there is none or it is NULL. */
    public Optional<String> value(String sql, Object... values) {
        try (Connection connection = connect();
                PreparedStatement statement = connection.prepareStatement(sql)) {
            bind(statement, values);
            try (ResultSet rows = statement.executeQuery()) {
                return rows.next() ? Optional.ofNullable(rows.getString(1)) : Optional.empty();
            }
        } catch (SQLException e) {
            throw new IllegalStateException(sql, e);
        }
    }

    /** First value of the first row as a number. */
    public long number(String sql, Object... values) {
        return Long.parseLong(value(sql, values).orElseThrow());
    }

    /** Looks again and again until it is so; ends with a failure after a minute. */
    public static void await(String what, BooleanSupplier condition) {
        long end = System.nanoTime() + PATIENCE.toNanos();
        while (!condition.getAsBoolean()) {
            if (System.nanoTime() > end) {
                throw new AssertionError("Waited in vain for: " + what);
            }
            try {
                TimeUnit.MILLISECONDS.sleep(50);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new IllegalStateException(e);
            }
        }
    }

    @Override
    public void close() {
        script("openemm.sh", "stop");
        try (Stream<Path> files = Files.walk(folder)) {
            files.sorted(Comparator.reverseOrder()).forEach(file -> file.toFile().delete());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private Connection connect() throws SQLException {
        DbCfg dbCfg = DbCfg.find(new Home(home())).orElseThrow();
        return DriverManager.getConnection(
                dbCfg.get("jdbc-connect").orElseThrow(), dbCfg.user(), dbCfg.password());
    }

    private static void bind(PreparedStatement statement, Object... values) throws SQLException {
        for (int i = 0; i < values.length; i++) {
            statement.setObject(i + 1, values[i]);
        }
    }

    private static int freePort() {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
