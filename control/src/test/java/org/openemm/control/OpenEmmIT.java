package org.openemm.control;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;

/**
 * The real thing: home directory, MariaDB, backend and Tomcat with the three web applications as
 * the build just made them. One home for all tests, which tell one life in order.
 */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class OpenEmmIT {
    private static final Path CHECKOUT = Path.of("..").toAbsolutePath().normalize();

    @TempDir static Path folder;
    private static Map<String, String> settings;

    /** What a script printed and its exit code. */
    private record Result(int exitCode, String output) {}

    @BeforeAll
    static void settings() throws Exception {
        settings = new TreeMap<>();
        settings.put("OPENEMM_HOME", folder.resolve("home").toString());
        settings.put("OPENEMM_HTTP_ADDRESS", "127.0.0.1");
        for (String port :
                List.of(
                        "OPENEMM_HTTP_PORT",
                        "OPENEMM_XMLRPC_PORT",
                        "OPENEMM_MAILBOX_PORT",
                        "OPENEMM_DB_PORT")) {
            settings.put(port, Integer.toString(PortsTest.freePort()));
        }
    }

    @AfterAll
    static void stop() throws Exception {
        run("openemm", "stop");
    }

    @Test
    @Order(1)
    void aTakenPortIsToldBeforeAnythingIsStarted() throws Exception {
        try (ServerSocket holder =
                new ServerSocket(
                        Integer.parseInt(settings.get("OPENEMM_XMLRPC_PORT")),
                        1,
                        InetAddress.getLoopbackAddress())) {
            Result result = run("openemm", "start");

            assertEquals(1, result.exitCode(), result.output());
            assertTrue(result.output().contains("is taken by process"), result.output());
            assertTrue(result.output().contains("OPENEMM_XMLRPC_PORT"), result.output());
            assertFalse(result.output().contains("Exception"), result.output());
            assertEquals(3, count(run("openemm", "status").output(), "does not run"));
        }
    }

    @Test
    @Order(2)
    void startBringsUpEverythingAndShowsTheFirstPasswordOnce() throws Exception {
        Result result = run("openemm", "start");

        assertEquals(0, result.exitCode(), result.output());
        assertTrue(
                result.output().contains("http://localhost:" + settings.get("OPENEMM_HTTP_PORT")),
                result.output());
        assertTrue(
                result.output().contains("First login: user emm-master, password"),
                result.output());
        assertEquals(200, get("/logon.action"));
        assertEquals(3, count(run("openemm", "status").output(), "runs since"));
    }

    @Test
    @Order(3)
    void startingTwiceIsHarmless() throws Exception {
        Map<String, String> before = pids();

        Result result = run("openemm", "start");

        assertEquals(0, result.exitCode(), result.output());
        assertEquals(3, count(result.output(), "runs already"));
        assertFalse(result.output().contains("password"), result.output());
        assertEquals(before, pids());
    }

    @Test
    @Order(4)
    void aWebserviceUserIsCreatedAtTheShell() throws Exception {
        Path password = Files.writeString(folder.resolve("password"), "x".repeat(32) + "\n");

        Result added =
                run("OST", "webservice-user", "add", "shop", "--password-file", "" + password);
        Result again =
                run("OST", "webservice-user", "add", "shop", "--password-file", "" + password);
        Result list = run("OST", "webservice-user", "list");

        assertEquals(0, added.exitCode(), added.output());
        assertEquals(1, again.exitCode(), again.output());
        assertTrue(list.output().contains("shop\tactive"), list.output());
        assertEquals(2, run("OST", "nonsense").exitCode());
        assertEquals(2, run("OST").exitCode());
        assertEquals(0, run("OST", "help").exitCode());
    }

    @Test
    @Order(5)
    void whatWasKilledIsStartedAgainAndTheRestLeftAlone() throws Exception {
        Map<String, String> before = pids();
        ProcessHandle backend =
                ProcessHandle.of(Long.parseLong(before.get("backend"))).orElseThrow();
        backend.destroyForcibly();
        backend.onExit().get();
        assertEquals(1, count(run("openemm", "status").output(), "does not run"));

        Result result = run("openemm", "start");

        assertEquals(0, result.exitCode(), result.output());
        Map<String, String> after = pids();
        assertFalse(before.get("backend").equals(after.get("backend")));
        assertEquals(before.get("tomcat"), after.get("tomcat"));
        assertEquals(before.get("mariadb"), after.get("mariadb"));
    }

    @Test
    @Order(6)
    void theConnectionPoolHealsAfterARestartOfTheDatabase() throws Exception {
        ProcessHandle mariaDb =
                ProcessHandle.of(Long.parseLong(pids().get("mariadb"))).orElseThrow();
        mariaDb.destroyForcibly();
        mariaDb.onExit().get();

        assertEquals(0, run("openemm", "start").exitCode());

        assertEquals(200, get("/logon.action"));
    }

    @Test
    @Order(7)
    void theInstalledHomeNeedsNoCheckout() throws Exception {
        Path script = folder.resolve("home/bin/openemm.sh");

        Result result = exec(Map.of(), List.of(script.toString(), "status"));

        assertEquals(0, result.exitCode(), result.output());
        assertEquals(3, count(result.output(), "runs since"), result.output());
        assertEquals(2, exec(Map.of(), List.of(script.toString(), "nonsense")).exitCode());
    }

    @Test
    @Order(8)
    void stopEndsAllInOrderAndIsHarmlessTwice() throws Exception {
        Result result = run("openemm", "stop");

        assertEquals(0, result.exitCode(), result.output());
        assertEquals(3, count(result.output(), "stopped"), result.output());
        assertTrue(
                result.output().indexOf("Tomcat") < result.output().indexOf("Backend")
                        && result.output().indexOf("Backend") < result.output().indexOf("MariaDB"),
                result.output());
        assertEquals(3, count(run("openemm", "stop").output(), "does not run"));
        assertEquals(Map.of(), pids());
        String log = Files.readString(folder.resolve("home/var/lib/mariadb/mariadbd.log"));
        assertTrue(log.contains("Shutdown complete"), log);
    }

    private static Result run(String... arguments) throws Exception {
        List<String> command = new ArrayList<>();
        command.add(Jvm.java());
        command.add("-Dopenemm.checkout=" + CHECKOUT);
        command.addAll(List.of("-cp", "target/classes:target/lib/*", "org.openemm.control.Main"));
        command.addAll(List.of(arguments));
        return exec(settings, command);
    }

    private static Result exec(Map<String, String> environment, List<String> command)
            throws Exception {
        Path output = Files.createTempFile(folder, "output", ".txt");
        ProcessBuilder builder =
                new ProcessBuilder(command)
                        .redirectErrorStream(true)
                        .redirectOutput(output.toFile());
        builder.environment().keySet().removeIf(name -> name.startsWith("OPENEMM_"));
        builder.environment().putAll(environment);
        int exitCode = builder.start().waitFor();
        return new Result(exitCode, Files.readString(output, StandardCharsets.UTF_8));
    }

    private static int get(String path) throws Exception {
        URI address = URI.create("http://127.0.0.1:" + settings.get("OPENEMM_HTTP_PORT") + path);
        return HttpClient.newHttpClient()
                .send(
                        HttpRequest.newBuilder(address).build(),
                        HttpResponse.BodyHandlers.discarding())
                .statusCode();
    }

    private static Map<String, String> pids() throws Exception {
        Map<String, String> pids = new TreeMap<>();
        for (String name : List.of("mariadb", "backend", "tomcat")) {
            Path file = folder.resolve("home/var/run/" + name + ".pid");
            if (Files.exists(file)) {
                pids.put(name, Files.readAllLines(file).get(0));
            }
        }
        return pids;
    }

    private static int count(String text, String part) {
        return text.split(java.util.regex.Pattern.quote(part), -1).length - 1;
    }
}
