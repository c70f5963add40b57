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
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;

/**
 * How long a running installation takes to answer its pages: one person who has logged in, one
 * request at a time on a kept connection, compressed as for a browser, from the request to the last
 * byte. The pages are found by following the links from the dashboard; pages that differ only in
 * numbers, order or values of parameters are asked for once.
 *
 * <p>Environment: {@code OPENEMM_URL} (default {@value #DEFAULT_URL}), {@code OPENEMM_USER}
 * (default emm-master), {@code OPENEMM_ADMIN_PASSWORD}. Nothing is changed there but the activity
 * log, which gets a login.
 *
 * <p>The value is the median over the requests to all pages in milliseconds, the other side the
 * median of the login page, which has no content from the database.
 */
public final class PagesBenchmark implements Benchmark {
    private static final String DEFAULT_URL = "http://127.0.0.1:8080";
    private static final String LOGIN = "/logon.action";
    private static final int WARM_UP_ROUNDS = 5;
    private static final int ROUNDS = Integer.getInteger("openemm.benchmark.rounds", 30);
    private static final int MOST_PAGES = 200;
    private static final double NANOS = 1e6;

    private final String address = environment("OPENEMM_URL", DEFAULT_URL).replaceAll("/$", "");
    private final HttpClient client =
            HttpClient.newBuilder()
                    .version(HttpClient.Version.HTTP_1_1)
                    .cookieHandler(new CookieManager(null, CookiePolicy.ACCEPT_ALL))
                    .followRedirects(HttpClient.Redirect.NORMAL)
                    .connectTimeout(Duration.ofSeconds(10))
                    .build();

    /** What was measured of a page, in nanoseconds. */
    private record Measured(String path, long[] times, long bytes) {
        double median() {
            return at(0.5);
        }

        double p95() {
            return at(0.95);
        }

        private double at(double share) {
            return percentile(times, share);
        }
    }

    /** A person who is logged in is led away from the login page: it is asked for by a stranger. */
    private final HttpClient stranger =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    @Override
    public Result run() throws Exception {
        logIn();
        List<String> pages = pages();
        Map<String, long[]> times = new LinkedHashMap<>();
        Map<String, Long> bytes = new LinkedHashMap<>();
        pages.forEach(page -> times.put(page, new long[ROUNDS]));
        long[] login = new long[ROUNDS];
        for (int round = -WARM_UP_ROUNDS; round < ROUNDS; round++) {
            for (String page : pages) {
                long start = System.nanoTime();
                long size = answer(client, page);
                if (round >= 0) {
                    times.get(page)[round] = System.nanoTime() - start;
                    bytes.put(page, size);
                }
            }
            long start = System.nanoTime();
            answer(stranger, LOGIN);
            if (round >= 0) {
                login[round] = System.nanoTime() - start;
            }
        }
        List<Measured> all =
                pages.stream()
                        .map(page -> new Measured(page, times.get(page), bytes.get(page)))
                        .sorted(Comparator.comparingDouble(Measured::median).reversed())
                        .toList();
        print(all, new Measured(LOGIN, login, 0));
        long[] together = all.stream().flatMapToLong(page -> Arrays.stream(page.times())).toArray();
        double value = percentile(together, 0.5);
        return new Result(
                "pages",
                Math.round(value * 100) / 100.0,
                "ms",
                Math.round(value / percentile(login, 0.5) * 100) / 100.0,
                "login page of the same installation");
    }

    private static void print(List<Measured> all, Measured login) {
        System.out.printf("%10s %10s %10s  %s%n", "median ms", "p95 ms", "bytes", "page");
        for (Measured page : all) {
            System.out.printf(
                    "%10.1f %10.1f %10d  %s%n",
                    page.median(), page.p95(), page.bytes(), page.path());
        }
        System.out.printf("%10.1f %10.1f %10s  %s%n", login.median(), login.p95(), "", LOGIN);
    }

    private void logIn() throws IOException, InterruptedException {
        String token =
                document(send(client, request(LOGIN, false)))
                        .select("meta[name=csrf-token]")
                        .attr("content");
        String form =
                "csrf=%s&username=%s&password=%s"
                        .formatted(
                                escape(token),
                                escape(environment("OPENEMM_USER", "emm-master")),
                                escape(environment("OPENEMM_ADMIN_PASSWORD", "")));
        HttpResponse<byte[]> answer =
                client.send(
                        request(LOGIN, false)
                                .header("Content-Type", "application/x-www-form-urlencoded")
                                .POST(HttpRequest.BodyPublishers.ofString(form))
                                .build(),
                        HttpResponse.BodyHandlers.ofByteArray());
        if (answer.statusCode() != 200 || answer.uri().getPath().equals(LOGIN)) {
            throw new IOException(
                    "Cannot log in to %s (status %d): set OPENEMM_URL, OPENEMM_USER and OPENEMM_ADMIN_PASSWORD"
                            .formatted(address, answer.statusCode()));
        }
    }

    /** One page of each kind. */
    private List<String> pages() throws IOException, InterruptedException {
        List<String> pages = new ArrayList<>();
        Set<String> kinds = new HashSet<>();
        Deque<String> ahead = new ArrayDeque<>(List.of("/dashboard.action"));
        while (!ahead.isEmpty() && pages.size() < MOST_PAGES) {
            String path = ahead.pop();
            if (!kinds.add(kind(path))) {
                continue;
            }
            HttpResponse<byte[]> answer = send(client, request(path, false));
            boolean html =
                    answer.headers()
                            .firstValue("Content-Type")
                            .filter(type -> type.startsWith("text/html"))
                            .isPresent();
            if (answer.statusCode() == 200 && html) {
                pages.add(path);
                document(answer).select("a[href^=/]").eachAttr("href").stream()
                        .map(link -> link.replaceFirst("#.*", ""))
                        .filter(link -> !link.startsWith("/assets/"))
                        .forEach(ahead::add);
            }
        }
        return pages;
    }

    /** The same page for another thing, in another order, or with other values. */
    private static String kind(String path) {
        String[] parts = path.replaceFirst("/profiledb/\\w+/", "/profiledb/0/").split("\\?", 2);
        Set<String> names = new TreeSet<>();
        if (parts.length > 1) {
            for (String parameter : parts[1].split("&")) {
                names.add(parameter.replaceFirst("=.*", ""));
            }
        }
        names.removeAll(List.of("sort", "dir"));
        return (parts[0] + names).replaceAll("\\d+", "0");
    }

    /**
     * @return size on the wire
     */
    private long answer(HttpClient who, String path) throws IOException, InterruptedException {
        HttpResponse<byte[]> answer = send(who, request(path, true));
        if (answer.statusCode() != 200) {
            throw new IOException(path + " answers " + answer.statusCode());
        }
        return answer.body().length;
    }

    private static HttpResponse<byte[]> send(HttpClient who, HttpRequest.Builder request)
            throws IOException, InterruptedException {
        return who.send(request.GET().build(), HttpResponse.BodyHandlers.ofByteArray());
    }

    private HttpRequest.Builder request(String path, boolean compressed) {
        HttpRequest.Builder request =
                HttpRequest.newBuilder(URI.create(address + path)).timeout(Duration.ofSeconds(60));
        return compressed ? request.header("Accept-Encoding", "gzip") : request;
    }

    private static Document document(HttpResponse<byte[]> answer) {
        return Jsoup.parse(new String(answer.body(), StandardCharsets.UTF_8));
    }

    /** In milliseconds. */
    private static double percentile(long[] nanos, double share) {
        long[] sorted = nanos.clone();
        Arrays.sort(sorted);
        return sorted[(int) Math.min(sorted.length - 1, Math.floor(sorted.length * share))] / NANOS;
    }

    private static String environment(String name, String otherwise) {
        return System.getenv().getOrDefault(name, otherwise);
    }

    private static String escape(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }
}
