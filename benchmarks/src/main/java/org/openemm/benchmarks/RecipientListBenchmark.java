package org.openemm.benchmarks;

import java.io.IOException;
import java.net.CookieManager;
import java.net.CookiePolicy;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.Statement;
import java.time.Clock;
import java.time.Instant;
import java.util.Arrays;
import java.util.Base64;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;
import org.openemm.Core;
import org.openemm.account.Actor;
import org.openemm.account.Passwords;
import org.openemm.config.Home;
import org.openemm.profilefield.DataType;
import org.openemm.profilefield.ProfileFieldDraft;
import org.openemm.testsupport.TestDatabase;

/**
 * How long the web application takes to answer the list of a million recipients: first page, pages
 * further on and at the end, search, lists, every order by an index, the exact number. One person,
 * one request at a time, compressed as for a browser, from the request to the last byte; twelve
 * columns are shown.
 *
 * <p>The value is the slowest median of all kinds of requests in milliseconds, the other side the
 * promised 100 ms. The 95th percentiles are printed; each is promised to be below 300 ms.
 */
public final class RecipientListBenchmark implements Benchmark {
    private static final int RECIPIENTS =
            Integer.getInteger("openemm.benchmark.recipients", 1_000_000);
    private static final int ROUNDS = Integer.getInteger("openemm.benchmark.rounds", 40);
    private static final int WARM_UP_ROUNDS = 10;
    private static final int PAGES_ON = 20;
    private static final double PROMISED = 100;
    private static final double NANOS = 1e6;
    private static final Path WAR = Path.of("emm-webapp/target/emm");
    private static final String PASSWORD = "Test-Passw0rd";
    private static final String LIST = "/recipient/list.action";
    private static final List<String> COLUMNS =
            List.of(
                    "email",
                    "lastname",
                    "firstname",
                    "gender",
                    "mailtype",
                    "creation_date",
                    "points",
                    "city",
                    "birthday");

    private final HttpClient client =
            HttpClient.newBuilder()
                    .version(HttpClient.Version.HTTP_1_1)
                    .cookieHandler(new CookieManager(null, CookiePolicy.ACCEPT_ALL))
                    .followRedirects(HttpClient.Redirect.NORMAL)
                    .build();

    private String address;

    @Override
    public Result run() throws Exception {
        if (!Files.isDirectory(WAR.resolve("WEB-INF"))) {
            throw new IOException(WAR + " is missing: build with mvn package first");
        }
        Path folder = Files.createTempDirectory("openemm-recipient-list");
        Home home = new Home(folder.resolve("home"));
        Files.createDirectories(home.keys());
        try (TestDatabase database = TestDatabase.create()) {
            prepare(database, home);
            try (RedirectServer server =
                    RedirectServer.start(database.dataSource(), home, WAR, folder)) {
                address = server.redirect();
                logIn();
                return measure();
            }
        } finally {
            try (Stream<Path> files = Files.walk(folder)) {
                files.sorted(Comparator.reverseOrder()).forEach(file -> file.toFile().delete());
            }
        }
    }

    private static void prepare(TestDatabase database, Home home) throws Exception {
        Actor actor = Actor.system("benchmark", 1);
        try (Core core = Core.open(database.dataSource(), home, Clock.systemUTC())) {
            core.profileFields()
                    .create(actor, ProfileFieldDraft.of("points", "Points", DataType.INTEGER, 0));
            core.profileFields()
                    .create(actor, ProfileFieldDraft.of("city", "City", DataType.VARCHAR, 100));
            core.profileFields()
                    .create(actor, ProfileFieldDraft.of("birthday", "Birthday", DataType.DATE, 0));
            core.mailinglists().create(actor, "Few", "");
            String hash = Passwords.of(home).hash(PASSWORD);
            core.database()
                    .run(
                            tx ->
                                    tx.sql()
                                            .createUpdate(
                                                    "UPDATE admin_tbl SET secure_password_hash ="
                                                            + " :hash, pwdchange_date = :now,"
                                                            + " admin_lang = 'en' WHERE username ="
                                                            + " 'emm-master'")
                                            .bind("hash", hash)
                                            .bind("now", Instant.now())
                                            .execute());
        }
        try (Connection connection = database.dataSource().getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute(
                    """
                    INSERT INTO customer_1_tbl (email, firstname, lastname, gender, mailtype, creation_date, timestamp, points, city, birthday)
                    SELECT CONCAT(SUBSTRING(MD5(seq), 1, 8), '.', seq, '@', ELT(1 + seq %% 5, 'example.com', 'mail.example', 'web.example', 'post.example', 'firma.example')),
                           ELT(1 + seq %% 12, 'Anna', 'Bernd', 'Clara', 'David', 'Eva', 'Fritz', 'Gerda', 'Hans', 'Ina', 'Jan', 'Karla', NULL),
                           CONCAT(ELT(1 + seq %% 9, 'Adler', 'Berger', 'Conrad', 'Dietz', 'Ebert', 'Franke', 'Graf', 'Horn', 'Isler'), seq %% 997),
                           seq %% 3, 1, TIMESTAMP('2024-01-01') + INTERVAL (seq * 61) %% 60000000 SECOND, TIMESTAMP('2026-01-01'),
                           seq %% 1000, CONCAT('City ', seq %% 500), DATE('1950-01-01') + INTERVAL seq %% 20000 DAY
                      FROM seq_1_to_%d
                    """
                            .formatted(RECIPIENTS));
            statement.execute(
                    """
                    INSERT INTO customer_1_binding_tbl (customer_id, mailinglist_id, user_type, user_status, mediatype, creation_date, timestamp)
                    SELECT customer_id, (SELECT MIN(mailinglist_id) FROM mailinglist_tbl), 'W', IF(customer_id % 20 = 0, 2, 1), 0, creation_date, creation_date
                      FROM customer_1_tbl
                    """);
            statement.execute(
                    """
                    INSERT INTO customer_1_binding_tbl (customer_id, mailinglist_id, user_type, user_status, mediatype, creation_date, timestamp)
                    SELECT customer_id, (SELECT MAX(mailinglist_id) FROM mailinglist_tbl), 'T', 1, 0, creation_date, creation_date
                      FROM customer_1_tbl WHERE customer_id % 20000 = 0
                    """);
            statement.execute("ANALYZE TABLE customer_1_tbl, customer_1_binding_tbl");
            statement.execute(
                    "INSERT INTO admin_pref_tbl (admin_id, pref, val) SELECT admin_id,"
                            + " 'table.recipients.columns', '"
                            + String.join(",", COLUMNS)
                            + "' FROM admin_tbl WHERE username = 'emm-master'");
        }
    }

    private Result measure() throws IOException, InterruptedException {
        Map<String, String> requests = requests();
        Map<String, long[]> times = new LinkedHashMap<>();
        requests.keySet().forEach(name -> times.put(name, new long[ROUNDS]));
        for (int round = -WARM_UP_ROUNDS; round < ROUNDS; round++) {
            for (Map.Entry<String, String> request : requests.entrySet()) {
                long start = System.nanoTime();
                get(request.getValue(), true);
                if (round >= 0) {
                    times.get(request.getKey())[round] = System.nanoTime() - start;
                }
            }
        }
        System.out.printf("%10s %10s  %s%n", "median ms", "p95 ms", "request");
        double slowest = 0;
        for (Map.Entry<String, long[]> time : times.entrySet()) {
            double median = percentile(time.getValue(), 0.5);
            System.out.printf(
                    "%10.1f %10.1f  %s%n",
                    median, percentile(time.getValue(), 0.95), time.getKey());
            slowest = Math.max(slowest, median);
        }
        return new Result(
                "recipient-list",
                Math.round(slowest * 10) / 10.0,
                "ms",
                Math.round(slowest / PROMISED * 1000) / 1000.0,
                "the promised 100 ms for the slowest kind of request; less is better");
    }

    private Map<String, String> requests() throws IOException, InterruptedException {
        Map<String, String> requests = new LinkedHashMap<>();
        Document first = document(LIST + "?q=&sort=email");
        requests.put("first page", LIST + "?q=&sort=email");
        String last = first.select("#list-last").attr("href");
        requests.put("last page", last);
        String middle = LIST + "?q=&sort=email&page=" + cursorBefore("8");
        requests.put("page in the middle", middle);
        Document page = document(middle);
        for (int i = 0; i < PAGES_ON; i++) {
            page = document(page.select("#list-next").attr("href"));
        }
        requests.put("page further on", page.select("#list-next").attr("href"));
        requests.put("page before it", page.select("#list-previous").attr("href"));
        requests.put("search by the beginning of an address", LIST + "?q=a1b&sort=email");
        requests.put("search for one address", LIST + "?q=a1b2c3d4.5@example.com");
        requests.put("search by a name", LIST + "?q=Berger17&sort=email");
        requests.put("search by both names", LIST + "?q=Eva+Berger1&sort=email");
        for (String column : List.of("lastname", "firstname", "creation_date")) {
            requests.put("by " + column, LIST + "?q=&sort=" + column);
            requests.put("by " + column + ", falling", LIST + "?q=&sort=" + column + "&dir=desc");
        }
        requests.put("recipients of a list of all", LIST + "?q=&list=1&sort=email");
        requests.put("bounced of a list of all", LIST + "?q=&list=1&status=2&sort=email");
        requests.put("test recipients", LIST + "?q=&type=T&sort=email");
        requests.put(
                "with a condition that many meet",
                LIST + "?q=&sort=email&rules=" + escape("all\npoints MORE 500"));
        for (Map.Entry<String, String> request : requests.entrySet()) {
            if (document(request.getValue()).select("tbody a.row-link").isEmpty()
                    && !request.getKey().equals("search for one address")) {
                throw new IOException("Nobody is found by: " + request.getKey());
            }
        }
        requests.put("exact number of all", "/recipient/count.action?q=&from=1&rows=50");
        requests.put("exact number of a search", "/recipient/count.action?q=a1b&from=1&rows=50");
        return requests;
    }

    /** As the product writes the place of a page: before the addresses with that beginning. */
    private static String cursorBefore(String beginning) {
        return Base64.getUrlEncoder()
                .withoutPadding()
                .encodeToString(("f1:" + beginning).getBytes(StandardCharsets.UTF_8));
    }

    private void logIn() throws IOException, InterruptedException {
        String token = document("/logon.action").select("meta[name=csrf-token]").attr("content");
        String form = "csrf=%s&username=emm-master&password=%s".formatted(escape(token), PASSWORD);
        HttpResponse<String> answer =
                client.send(
                        HttpRequest.newBuilder(URI.create(address + "/logon.action"))
                                .header("Content-Type", "application/x-www-form-urlencoded")
                                .POST(HttpRequest.BodyPublishers.ofString(form))
                                .build(),
                        HttpResponse.BodyHandlers.ofString());
        if (answer.statusCode() != 200 || answer.uri().getPath().equals("/logon.action")) {
            throw new IOException("The login was refused with status " + answer.statusCode());
        }
    }

    private Document document(String path) throws IOException, InterruptedException {
        return Jsoup.parse(new String(get(path, false), StandardCharsets.UTF_8));
    }

    private byte[] get(String path, boolean compressed) throws IOException, InterruptedException {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(address + path));
        if (compressed) {
            request.header("Accept-Encoding", "gzip");
        }
        HttpResponse<byte[]> answer =
                client.send(request.GET().build(), HttpResponse.BodyHandlers.ofByteArray());
        if (answer.statusCode() != 200) {
            throw new IOException(path + " answers " + answer.statusCode());
        }
        return answer.body();
    }

    /** In milliseconds. */
    private static double percentile(long[] nanos, double share) {
        long[] sorted = nanos.clone();
        Arrays.sort(sorted);
        return sorted[(int) Math.min(sorted.length - 1, Math.floor(sorted.length * share))] / NANOS;
    }

    private static String escape(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }
}
