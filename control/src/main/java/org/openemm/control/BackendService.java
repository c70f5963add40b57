package org.openemm.control;

import java.io.IOException;
import java.net.HttpURLConnection;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The mail backend: one Java process, XML-RPC on its port, output in {@code log/backend.log}. */
final class BackendService implements Service {
    private static final Duration START_LIMIT = Duration.ofMinutes(2);
    private static final Duration PATIENCE = Duration.ofMinutes(4);

    private final Setup setup;
    private final Programs programs;
    private final Daemon daemon;
    private final Path log;
    private long logBefore;

    BackendService(Setup setup, Programs programs, Clock clock) {
        this.setup = setup;
        this.programs = programs;
        this.daemon = new Daemon(setup.home(), "backend", clock);
        this.log = setup.home().log().resolve("backend.log");
    }

    @Override
    public String title() {
        return "Backend";
    }

    @Override
    public Optional<Running> running() throws IOException {
        return daemon.running();
    }

    @Override
    public List<Ports.Need> ports() {
        return List.of(
                new Ports.Need("the backend", "127.0.0.1", setup.xmlrpcPort(), Setup.XMLRPC_PORT),
                new Ports.Need(
                        "the built-in mailbox",
                        "127.0.0.1",
                        setup.mailboxPort(),
                        Setup.MAILBOX_PORT));
    }

    @Override
    public void install() throws IOException, ControlFailure {
        if (running().isEmpty()) {
            programs.installBackend();
        }
    }

    @Override
    public void launch() throws IOException, ControlFailure {
        if (running().isPresent()) {
            return;
        }
        List<String> command = new ArrayList<>();
        command.add(Jvm.java());
        command.addAll(Jvm.memory(setup.backendHeap()));
        command.addAll(Jvm.common(setup.home()));
        command.addAll(List.of("-cp", setup.home().resolve("lib/backend") + "/*"));
        command.add("org.openemm.backend.Backend");
        logBefore = Files.exists(log) ? Files.size(log) : 0;
        daemon.launch(command, Jvm.environment(setup), log, setup.xmlrpcPort());
    }

    @Override
    public void awaitAnswer() throws IOException, ControlFailure {
        long deadline = System.nanoTime() + START_LIMIT.toNanos();
        while (!answers()) {
            if (running().isEmpty()) {
                throw new ControlFailure(
                        "The backend ended. End of " + log + ":\n" + Waiting.tail(log, logBefore));
            }
            if (System.nanoTime() > deadline) {
                throw new ControlFailure(
                        "The backend does not answer on port %d. End of %s:%n%s"
                                .formatted(setup.xmlrpcPort(), log, Waiting.tail(log, logBefore)));
            }
            Waiting.pause(Duration.ofMillis(100));
        }
    }

    @Override
    public void stop() throws IOException, ControlFailure {
        if (!daemon.stop(PATIENCE, false)) {
            throw new ControlFailure(
                    "The backend is still at work after %d minutes; see %s"
                            .formatted(PATIENCE.toMinutes(), log));
        }
    }

    /** XML-RPC has no GET: whoever refuses it in HTTP is up, and nothing is called. */
    private boolean answers() throws IOException {
        URI address = URI.create("http://127.0.0.1:" + setup.xmlrpcPort() + "/RPC2");
        HttpURLConnection connection = (HttpURLConnection) address.toURL().openConnection();
        try {
            connection.setConnectTimeout(1000);
            connection.setReadTimeout(5000);
            return connection.getResponseCode() >= 200;
        } catch (IOException e) {
            return false;
        } finally {
            connection.disconnect();
        }
    }
}
