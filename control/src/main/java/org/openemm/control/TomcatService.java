package org.openemm.control;

import java.io.IOException;
import java.net.HttpURLConnection;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.openemm.config.DbCfg;
import org.openemm.config.Home;

/** Tomcat with the three web applications, output in {@code logs/catalina.out}. */
final class TomcatService implements Service {
    /** Read by Java's own drawing, see fontconfig. */
    private static final String FONTS = "FONTCONFIG_FILE";

    private static final Duration START_LIMIT = Duration.ofMinutes(3);
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final Setup setup;
    private final Programs programs;
    private final DbCfg dbCfg;
    private final Daemon daemon;
    private final Path log;
    private long logBefore;

    TomcatService(Setup setup, Programs programs, DbCfg dbCfg, Clock clock) {
        this.setup = setup;
        this.programs = programs;
        this.dbCfg = dbCfg;
        this.daemon = new Daemon(setup.home(), "tomcat", clock);
        this.log = setup.home().logs().resolve("catalina.out");
    }

    @Override
    public String title() {
        return "Tomcat";
    }

    @Override
    public Optional<Running> running() throws IOException {
        return daemon.running();
    }

    @Override
    public List<Ports.Need> ports() {
        return List.of(
                new Ports.Need("Tomcat", setup.httpAddress(), setup.httpPort(), Setup.HTTP_PORT));
    }

    @Override
    public void install() throws IOException, ControlFailure {
        if (running().isEmpty()) {
            programs.installTomcat();
        }
    }

    @Override
    public void launch() throws IOException, ControlFailure {
        if (running().isPresent()) {
            return;
        }
        ContextXml.write(setup.home(), dbCfg);
        Home home = setup.home();
        Path tomcat = home.resolve("opt/tomcat");
        List<String> command = new ArrayList<>();
        command.add(Jvm.java());
        command.addAll(Jvm.memory(setup.tomcatHeap()));
        command.addAll(Jvm.common(home));
        command.addAll(
                List.of(
                        "-Djava.util.logging.config.file="
                                + home.conf().resolve("logging.properties"),
                        "-Djava.util.logging.manager=org.apache.juli.ClassLoaderLogManager",
                        "-Dcatalina.home=" + tomcat,
                        "-Dcatalina.base=" + home.root(),
                        "-Dopenemm.http.address=" + setup.httpAddress(),
                        "-Dopenemm.http.port=" + setup.httpPort(),
                        "--add-opens=java.base/java.lang=ALL-UNNAMED",
                        "--add-opens=java.base/java.lang.reflect=ALL-UNNAMED",
                        "--add-opens=java.base/java.io=ALL-UNNAMED",
                        "--add-opens=java.base/java.util=ALL-UNNAMED",
                        "--add-opens=java.base/java.util.concurrent=ALL-UNNAMED",
                        "--add-opens=java.rmi/sun.rmi.transport=ALL-UNNAMED"));
        String more = System.getenv("JAVA_OPTS_EXTERNAL");
        if (more != null && !more.isBlank()) {
            command.addAll(List.of(more.trim().split("\\s+")));
        }
        command.addAll(
                List.of(
                        "-cp",
                        tomcat.resolve("bin/bootstrap.jar")
                                + ":"
                                + tomcat.resolve("bin/tomcat-juli.jar"),
                        "org.apache.catalina.startup.Bootstrap",
                        "start"));
        logBefore = Files.exists(log) ? Files.size(log) : 0;
        Map<String, String> environment = new HashMap<>(Jvm.environment(setup));
        if (System.getenv(FONTS) == null) {
            environment.put(FONTS, Fonts.write(home).toString());
        }
        daemon.launch(command, environment, log, setup.httpPort());
    }

    @Override
    public void awaitAnswer() throws IOException, ControlFailure {
        long deadline = System.nanoTime() + START_LIMIT.toNanos();
        int status = status("/logon.action");
        // Tomcat listens only after all web applications have started: its first answer counts.
        while (status < 0) {
            if (running().isEmpty()) {
                throw new ControlFailure(
                        "Tomcat ended. End of " + log + ":\n" + Waiting.tail(log, logBefore));
            }
            if (System.nanoTime() > deadline) {
                throw new ControlFailure(
                        "Tomcat does not answer on port %d. End of %s:%n%s"
                                .formatted(setup.httpPort(), log, Waiting.tail(log, logBefore)));
            }
            Waiting.pause(Duration.ofMillis(100));
            status = status("/logon.action");
        }
        if (status != 200) {
            throw new ControlFailure(
                    "Tomcat runs, but the login page answers with status %d; see %s"
                            .formatted(status, log));
        }
    }

    @Override
    public void stop() throws IOException, ControlFailure {
        daemon.stop(PATIENCE, true);
    }

    /** HTTP status of a page, -1 when nobody listens. */
    int status(String path) {
        try {
            URI address =
                    URI.create(
                            "http://" + setup.localHttpAddress() + ":" + setup.httpPort() + path);
            HttpURLConnection connection = (HttpURLConnection) address.toURL().openConnection();
            connection.setConnectTimeout(1000);
            connection.setReadTimeout(60_000);
            connection.setInstanceFollowRedirects(false);
            return connection.getResponseCode();
        } catch (IOException e) {
            return -1;
        }
    }
}
