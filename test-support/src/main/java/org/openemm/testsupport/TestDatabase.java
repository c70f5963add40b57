package org.openemm.testsupport;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.apache.commons.dbcp2.BasicDataSource;
import org.flywaydb.core.Flyway;
import org.openemm.localdb.Binaries;
import org.openemm.localdb.LocalMariaDb;

/**
 * A real MariaDB for tests: one server per JVM, started with the first use and gone with the JVM;
 * as many fresh, fully migrated databases in it as wanted.
 */
public final class TestDatabase implements AutoCloseable {
    private static final AtomicInteger COUNTER = new AtomicInteger();
    private static final Executor PREPARATION =
            Executors.newSingleThreadExecutor(
                    work -> {
                        Thread thread = new Thread(work, "next-test-database");
                        thread.setDaemon(true);
                        return thread;
                    });

    /** Fast; a kill would lose the last second. */
    private static final List<String> UNFLUSHED =
            List.of(
                    "innodb_flush_log_at_trx_commit=0",
                    "innodb_flush_method=nosync",
                    "debug_no_sync=ON");

    /** With the operating system when committed: survives the server, not the machine. */
    private static final List<String> FLUSHED = List.of("innodb_flush_log_at_trx_commit=2");

    private static Server server;

    /** A database that is made while the tests use the one before; null before the first. */
    private static CompletableFuture<TestDatabase> next;

    private final Server own;
    private final String name;
    private final BasicDataSource dataSource;

    private TestDatabase(Server own, String name, BasicDataSource dataSource) {
        this.own = own;
        this.name = name;
        this.dataSource = dataSource;
    }

    /** A new database with all migrations applied. */
    public static TestDatabase create() {
        CompletableFuture<TestDatabase> mine;
        synchronized (TestDatabase.class) {
            mine = next == null ? preparing() : next;
            next = preparing();
        }
        return mine.join();
    }

    private static CompletableFuture<TestDatabase> preparing() {
        return CompletableFuture.supplyAsync(() -> create(server()), PREPARATION);
    }

    /**
     * A database on a server of its own, which a test may kill. What it has committed survives
     * that, as in production.
     */
    public static TestDatabase createWithServer() {
        return create(Server.start(FLUSHED));
    }

    /**
     * The same with settings of the server, as in its my.cnf: for measurements, which need as much
     * memory as the guide recommends.
     */
    public static TestDatabase createWithServer(String... settings) {
        return create(Server.start(Stream.concat(FLUSHED.stream(), Stream.of(settings)).toList()));
    }

    /**
     * An empty database on a server of its own: for tests of the connection itself, which stop the
     * server, break it or freeze it, and need no tables.
     */
    public static TestDatabase createEmptyWithServer() {
        return create(Server.start(List.of()), false);
    }

    private static TestDatabase create(Server running) {
        return create(running, true);
    }

    private static TestDatabase create(Server running, boolean migrated) {
        String name = "openemm_test_" + COUNTER.incrementAndGet();
        running.execute(
                "CREATE DATABASE " + name + " CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci");
        BasicDataSource pool = new BasicDataSource();
        pool.setUrl(running.url(name));
        pool.setUsername("root");
        pool.setPassword("");
        pool.setMaxTotal(32);
        pool.setMaxIdle(32);
        if (migrated) {
            Flyway.configure().dataSource(pool).locations("classpath:sql").load().migrate();
        }
        return new TestDatabase(running, name, pool);
    }

    /** A pool of up to 32 connections, user root. */
    public BasicDataSource dataSource() {
        return dataSource;
    }

    public String name() {
        return name;
    }

    /** TCP port of the server. */
    public int port() {
        return own.mariaDb.port();
    }

    /** JDBC address of this database; user root, empty password. */
    public String url() {
        return own.url(name);
    }

    /** Ends the server as kill -9 does. For databases with a server of their own. */
    public void kill() {
        own.kill();
    }

    /**
     * The server stands still, as on a machine that hangs. For those with a server of their own.
     */
    public void freeze() {
        own.signal("STOP");
    }

    /** The server goes on after {@link #freeze}. */
    public void thaw() {
        own.signal("CONT");
    }

    /** Starts the killed server again and waits until it answers. */
    public void restart() {
        own.restart();
    }

    /** Drops the database. */
    @Override
    public void close() {
        try {
            dataSource.close();
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
        own.execute("DROP DATABASE IF EXISTS " + name);
        if (own != server) {
            own.stop();
        }
    }

    private static synchronized Server server() {
        if (server == null) {
            server = Server.start(UNFLUSHED);
        }
        return server;
    }

    private static final class Server {
        private final LocalMariaDb mariaDb;
        private final Path folder;
        private Process process;

        Server(LocalMariaDb mariaDb, Process process, Path folder) {
            this.mariaDb = mariaDb;
            this.process = process;
            this.folder = folder;
        }

        static Server start(List<String> flushing) {
            try {
                Path folder = Files.createTempDirectory("oemm-db");
                LocalMariaDb mariaDb =
                        new LocalMariaDb(
                                binaries(),
                                folder.resolve("data"),
                                folder.resolve("s"),
                                FreePort.next(),
                                settings(
                                        flushing,
                                        "innodb_buffer_pool_size=256M",
                                        "innodb_log_file_size=64M",
                                        "max_connections=400",
                                        // A test that waits for a lock shall fail, not hang.
                                        "innodb_lock_wait_timeout=50",
                                        "skip-log-bin"));
                mariaDb.initialise();
                Server started = new Server(mariaDb, mariaDb.start(), folder);
                Runtime.getRuntime()
                        .addShutdownHook(new Thread(started::stop, "stop-test-database"));
                return started;
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        private static List<String> settings(List<String> some, String... others) {
            // What stands last counts.
            return Stream.concat(Stream.of(others), some.stream()).toList();
        }

        String url(String database) {
            return "jdbc:mariadb://127.0.0.1:"
                    + mariaDb.port()
                    + "/"
                    + database
                    + "?connectionTimeZone=UTC&forceConnectionTimeZoneToSession=true&preserveInstants=true&useBulkStmts=true"
                    + "&allowLocalInfile=true";
        }

        void execute(String sql) {
            try (Connection connection = mariaDb.connectAsRoot("");
                    Statement statement = connection.createStatement()) {
                statement.execute(sql);
            } catch (SQLException e) {
                throw new IllegalStateException(sql, e);
            }
        }

        synchronized void kill() {
            process.destroyForcibly();
            process.onExit().join();
        }

        synchronized void signal(String name) {
            try {
                new ProcessBuilder("kill", "-" + name, Long.toString(process.pid()))
                        .inheritIO()
                        .start()
                        .onExit()
                        .join();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        synchronized void restart() {
            try {
                process = mariaDb.start();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        void stop() {
            kill();
            try (Stream<Path> files = Files.walk(folder)) {
                files.sorted(Comparator.reverseOrder()).forEach(file -> file.toFile().delete());
            } catch (IOException e) {
                // A leftover in the temporary folder harms nobody.
            }
        }

        private static Binaries binaries() throws IOException {
            return Binaries.onPath()
                    .orElseThrow(
                            () ->
                                    new IOException(
                                            "Tests need mariadbd 10.6.10 or newer on PATH (README:"
                                                    + " tests)"));
        }
    }
}
