package org.openemm.benchmarks;

import java.io.IOException;
import java.net.HttpURLConnection;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.Statement;
import java.time.Clock;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import org.openemm.Core;
import org.openemm.config.Home;
import org.openemm.testsupport.TestDatabase;
import org.openemm.uid.Uid;
import org.openemm.uid.UidCodec;

/**
 * How many clicks a second the redirect answers: signature verified, event in the journal, 302 to
 * the link's target, while the journal is written to the database beside it.
 *
 * <p>The other side is a servlet that answers the same 302 without looking at anything, in the same
 * Tomcat. Both are asked by wrk over 64 connections for the same {@value #CLICKS} different
 * addresses, in turns.
 */
public final class RedirectBenchmark implements Benchmark {
    private static final int CLICKS = 60_000;
    private static final int LINKS = 12;
    private static final int RECIPIENTS = 5_000;
    private static final int MAILING = 1;
    private static final int ROUNDS = Integer.getInteger("openemm.benchmark.rounds", 3);
    private static final int WARM_UP_SECONDS = 8;
    private static final int SECONDS = Integer.getInteger("openemm.benchmark.seconds", 6);
    private static final String TARGET = "https://shop.example/c/%d?utm_source=newsletter";
    private static final Path WAR = Path.of("emm-webapp/target/emm");

    @Override
    public Result run() throws Exception {
        if (!Files.isDirectory(WAR.resolve("WEB-INF"))) {
            throw new IOException(WAR + " is missing: build with mvn package first");
        }
        Path folder = Files.createTempDirectory("openemm-redirect");
        Home home = new Home(folder.resolve("home"));
        Files.createDirectories(home.keys());
        try (TestDatabase database = TestDatabase.create()) {
            Wrk wrk = new Wrk(folder, addresses(database, home));
            return measure(database, home, folder, wrk);
        } finally {
            try (Stream<Path> files = Files.walk(folder)) {
                files.sorted(Comparator.reverseOrder()).forEach(file -> file.toFile().delete());
            }
        }
    }

    private static Result measure(TestDatabase database, Home home, Path folder, Wrk wrk)
            throws Exception {
        try (RedirectServer server =
                RedirectServer.start(database.dataSource(), home, WAR, folder)) {
            check(server, wrk.firstPath());
            wrk.requestsPerSecond(server.redirect(), WARM_UP_SECONDS);
            wrk.requestsPerSecond(server.bare(), WARM_UP_SECONDS);
            double ours = 0;
            double theirs = 0;
            for (int round = 1; round <= ROUNDS; round++) {
                double clicks = wrk.requestsPerSecond(server.redirect(), SECONDS);
                double bare = wrk.requestsPerSecond(server.bare(), SECONDS);
                System.out.printf(
                        "Round %d: %,.0f clicks/s, bare servlet %,.0f/s%n", round, clicks, bare);
                ours += clicks / ROUNDS;
                theirs += bare / ROUNDS;
            }
            System.out.printf("%,d clicks are in the database already%n", counted(database));
            return new Result(
                    "redirect",
                    Math.round(ours),
                    "requests/s",
                    Math.round(ours / theirs * 1000) / 1000.0,
                    "bare servlet answering 302 in the same Tomcat");
        }
    }

    /** A fast answer that forgets the click would be none. */
    private static long counted(TestDatabase database) throws Exception {
        try (Connection connection = database.dataSource().getConnection();
                Statement statement = connection.createStatement();
                ResultSet row =
                        statement.executeQuery(
                                "SELECT COALESCE(SUM(clicks_gross), 0) FROM"
                                        + " tracking_rollup_mailing_tbl")) {
            row.next();
            if (row.getLong(1) == 0) {
                throw new IOException("No click has reached the database");
            }
            return row.getLong(1);
        }
    }

    private static void check(RedirectServer server, String path) throws IOException {
        for (String address : List.of(server.redirect(), server.bare())) {
            HttpURLConnection connection =
                    (HttpURLConnection) URI.create(address + path).toURL().openConnection();
            connection.setInstanceFollowRedirects(false);
            String target = String.valueOf(connection.getHeaderField("Location"));
            if (connection.getResponseCode() != 302 || !target.startsWith("https://shop.")) {
                throw new IOException(
                        address + path + " answers " + connection.getResponseCode() + " " + target);
            }
        }
    }

    /** A mailing with links, its recipients, and a path for each click. */
    private static List<String> addresses(TestDatabase database, Home home) {
        try (Core core = Core.open(database.dataSource(), home, Clock.systemUTC())) {
            return core.database()
                    .inTransaction(
                            tx -> {
                                tx.sql()
                                        .execute(
                                                "INSERT INTO mailing_tbl (mailing_id, company_id,"
                                                    + " shortname, mailinglist_id) VALUES (?, 1,"
                                                    + " 'Benchmark', 1)",
                                                MAILING);
                                tx.sql()
                                        .execute(
                                                "INSERT INTO customer_1_tbl (customer_id, email)"
                                                        + " SELECT seq, CONCAT('r', seq,"
                                                        + " '@example.com') FROM seq_1_to_"
                                                        + RECIPIENTS);
                                for (int link = 1; link <= LINKS; link++) {
                                    tx.sql()
                                            .execute(
                                                    "INSERT INTO rdir_url_tbl (url_id, mailing_id,"
                                                        + " company_id, full_url) VALUES (?, ?, 1,"
                                                        + " ?)",
                                                    link,
                                                    MAILING,
                                                    TARGET.formatted(link));
                                }
                                String secret =
                                        tx.sql()
                                                .createQuery(
                                                        "SELECT secret_key FROM company_tbl WHERE"
                                                                + " company_id = 1")
                                                .mapTo(String.class)
                                                .one();
                                return Stream.iterate(0, i -> i + 1)
                                        .limit(CLICKS)
                                        .map(i -> path(i, secret))
                                        .toList();
                            });
        }
    }

    private static String path(int click, String secret) {
        long recipient = 1 + (click / LINKS) % RECIPIENTS;
        int link = 1 + click % LINKS;
        return "/r.html?uid="
                + UidCodec.encode(Uid.of(1, MAILING, recipient, 1_795_176_000L, 0, link), secret);
    }

    /** Debian's wrk. */
    private static final class Wrk {
        private final List<String> paths;
        private final Path script;

        Wrk(Path folder, List<String> paths) throws IOException {
            this.paths = paths;
            Path list = Files.write(folder.resolve("paths"), paths, StandardCharsets.US_ASCII);
            script =
                    Files.writeString(
                            folder.resolve("clicks.lua"),
                            """
                            local requests, at, threads = {}, 0, 0
                            function setup(thread)
                               thread:set("start", threads)
                               threads = threads + 1
                            end
                            function init(args)
                               for path in io.lines("%s") do
                                  requests[#requests + 1] = wrk.format("GET", args[1] .. path)
                               end
                               at = start * math.floor(#requests / 2)
                            end
                            function request()
                               at = at %% #requests + 1
                               return requests[at]
                            end
                            """
                                    .formatted(list));
        }

        String firstPath() {
            return paths.get(0);
        }

        double requestsPerSecond(String address, int seconds)
                throws IOException, InterruptedException {
            URI uri = URI.create(address);
            Process process =
                    new ProcessBuilder(
                                    "wrk",
                                    "-t2",
                                    "-c64",
                                    "-d" + seconds + "s",
                                    "-s",
                                    script.toString(),
                                    uri.resolve("/").toString(),
                                    "--",
                                    uri.getPath())
                            .redirectErrorStream(true)
                            .start();
            String output =
                    new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            if (process.waitFor() != 0
                    || output.contains("Non-2xx")
                    || output.contains("Socket errors")) {
                throw new IOException("wrk: " + output);
            }
            return output.lines()
                    .filter(line -> line.startsWith("Requests/sec:"))
                    .map(line -> Double.parseDouble(line.substring(13).strip()))
                    .findFirst()
                    .orElseThrow(() -> new IOException("wrk: " + output));
        }
    }
}
