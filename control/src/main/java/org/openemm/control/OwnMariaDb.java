package org.openemm.control;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.openemm.config.DbCfg;
import org.openemm.config.Home;
import org.openemm.localdb.LocalMariaDb;

/**
 * The MariaDB server that is started when {@code etc/dbcfg} names no other one: data in {@code
 * var/lib/mariadb}, reachable from this machine only.
 *
 * <p>Database, user, password and grants (Install &amp; Admin Guide, section 7.2) are set each time
 * it starts, before it takes the first connection.
 */
final class OwnMariaDb implements Service {
    /** sockaddr_un leaves 107 bytes for the path. */
    private static final int LONGEST_SOCKET_PATH = 100;

    private static final Duration PATIENCE = Duration.ofMinutes(10);

    private final Setup setup;
    private final DbCfg dbCfg;
    private final Daemon daemon;
    private LocalMariaDb server;
    private Process process;

    OwnMariaDb(Setup setup, DbCfg dbCfg, Clock clock) {
        this.setup = setup;
        this.dbCfg = dbCfg;
        this.daemon = new Daemon(setup.home(), "mariadb", clock);
    }

    @Override
    public String title() {
        return "MariaDB";
    }

    @Override
    public Optional<Running> running() throws IOException {
        return daemon.running();
    }

    @Override
    public List<Ports.Need> ports() {
        return List.of(new Ports.Need("MariaDB", "127.0.0.1", setup.dbPort(), Setup.DB_PORT));
    }

    @Override
    public void install() {
        // The server is looked for when it is launched: usually it belongs to the machine.
    }

    @Override
    public void launch() throws IOException, ControlFailure {
        if (running().isPresent()) {
            return;
        }
        Home home = setup.home();
        server =
                new LocalMariaDb(
                        new MariaDbBinaries(home).find(),
                        home.resolve("var/lib/mariadb"),
                        socket(home),
                        setup.dbPort(),
                        List.of(
                                "init-file=" + initFile(home),
                                "innodb_buffer_pool_size=" + setup.dbBuffer(),
                                "innodb_log_file_size=64M",
                                "innodb_file_per_table=1",
                                "tmp_table_size=128M",
                                "max_heap_table_size=128M",
                                "aria_pagecache_buffer_size=8M",
                                "key_buffer_size=8M",
                                "max_connections=300",
                                "skip-log-bin"));
        server.initialise();
        process = server.launchDetached();
        daemon.remember(process.pid(), setup.dbPort());
    }

    @Override
    public void awaitAnswer() throws IOException, ControlFailure {
        if (process == null) {
            return;
        }
        try {
            server.awaitAnswer(process, dbCfg.user(), dbCfg.password());
        } catch (IOException e) {
            throw new ControlFailure(e.getMessage(), e);
        }
    }

    @Override
    public void stop() throws IOException, ControlFailure {
        if (!daemon.stop(PATIENCE, false)) {
            throw new ControlFailure(
                    "MariaDB still runs after " + PATIENCE.toMinutes() + " minutes");
        }
    }

    private Path initFile(Home home) throws IOException {
        Path rootPassword = home.keys().resolve("mariadb_root");
        if (!Files.exists(rootPassword)) {
            HomeLayout.writeSecret(rootPassword, Keys.password(24) + "\n");
        }
        String root = Files.readString(rootPassword, StandardCharsets.UTF_8).strip();
        StringBuilder sql = new StringBuilder();
        sql.append("CREATE DATABASE IF NOT EXISTS `%s`".formatted(dbCfg.name().replace("`", "``")))
                .append(" CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci;\n")
                .append("DELETE FROM mysql.global_priv WHERE User = ''")
                .append(" OR (User = 'root' AND Host <> 'localhost');\n")
                .append("FLUSH PRIVILEGES;\n")
                .append("ALTER USER 'root'@'localhost' IDENTIFIED BY %s;\n".formatted(quote(root)));
        for (String host : List.of("localhost", "127.0.0.1")) {
            String user = quote(dbCfg.user()) + "@" + quote(host);
            sql.append("CREATE USER IF NOT EXISTS %s;\n".formatted(user))
                    .append(
                            "ALTER USER %s IDENTIFIED BY %s;\n"
                                    .formatted(user, quote(dbCfg.password())))
                    .append(
                            "GRANT ALL PRIVILEGES ON `%s`.* TO %s;\n"
                                    .formatted(dbCfg.name().replace("`", "``"), user))
                    .append("GRANT SELECT ON mysql.proc TO %s;\n".formatted(user))
                    .append("GRANT RELOAD, SUPER ON *.* TO %s;\n".formatted(user));
        }
        Path file = home.keys().resolve("mariadb_init.sql");
        HomeLayout.writeSecret(file, sql.toString());
        return file;
    }

    private static String quote(String text) {
        return "'" + text.replace("\\", "\\\\").replace("'", "''") + "'";
    }

    private static Path socket(Home home) throws IOException {
        Path socket = home.varRun().resolve("mariadb.sock");
        if (socket.toString().getBytes(StandardCharsets.UTF_8).length <= LONGEST_SOCKET_PATH) {
            return socket;
        }
        Path folder =
                Files.createTempDirectory(
                        "openemm",
                        PosixFilePermissions.asFileAttribute(
                                PosixFilePermissions.fromString("rwx------")));
        Path shortSocket = folder.resolve("mariadb.sock");
        Files.deleteIfExists(socket);
        Files.createSymbolicLink(socket, shortSocket);
        return shortSocket;
    }
}
