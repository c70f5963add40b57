package org.openemm.delivery;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.openemm.config.SystemCfg;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Tells the merger over XML-RPC that a send job is waiting. Thread-safe. */
public final class MergerClient {
    private static final Logger LOG = LoggerFactory.getLogger(MergerClient.class);

    /** Of the XML-RPC server, when nothing else is set. */
    public static final int DEFAULT_PORT = 8089;

    private static final Duration CONNECT = Duration.ofSeconds(3);
    private static final Duration ANSWER = Duration.ofSeconds(30);

    /** A server that answers slowly is worth being shown. */
    private static final Duration TRIAL = Duration.ofSeconds(90);

    private static final Pattern VALUE =
            Pattern.compile("<value>(?:<string>)?(.*?)(?:</string>)?</value>", Pattern.DOTALL);

    private final URI address;
    private final HttpClient http =
            HttpClient.newBuilder()
                    .connectTimeout(CONNECT)
                    .version(HttpClient.Version.HTTP_1_1)
                    .build();

    /** The merger named by mailout-server and mailout-port of this machine's settings. */
    public static MergerClient of(SystemCfg settings) {
        String host = settings.get("OPENEMM_XMLRPC_SERVER", "mailout-server").orElse("").trim();
        boolean local = host.isEmpty() || host.equals("*") || host.equals("localhost");
        return new MergerClient(
                local ? "127.0.0.1" : host,
                settings.port("OPENEMM_XMLRPC_PORT", "mailout-port", DEFAULT_PORT));
    }

    /**
     * @param host mailout-server
     * @param port mailout-port
     */
    public MergerClient(String host, int port) {
        address = URI.create("http://" + host + ":" + port + "/RPC2");
    }

    /**
     * Asks for the generation of a send job. It starts a moment later; a job that the merger did
     * not hear of is found by its scheduler.
     *
     * @return false when the merger did not answer
     */
    public boolean fire(int statusId) {
        try {
            HttpResponse<String> answer =
                    call(
                            "Merger.remote_control",
                            List.of("fire", Integer.toString(statusId)),
                            ANSWER);
            if (isGood(answer)) {
                return true;
            }
            LOG.warn("The merger refused send job {}: {}", statusId, answer.body());
        } catch (IOException e) {
            LOG.warn("No merger at {} for send job {}: {}", address, statusId, e.toString());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        return false;
    }

    /**
     * Lets the backend try an SMTP route.
     *
     * @return first line {@code OK} or {@code FAILED kind: reason}, then the dialogue; empty when
     *     the backend did not answer
     */
    public Optional<String> testRoute(int routeId) {
        try {
            HttpResponse<String> answer =
                    call("Merger.test_route", List.of(Integer.toString(routeId)), TRIAL);
            Matcher value = VALUE.matcher(answer.body());
            if (isGood(answer) && value.find()) {
                return Optional.of(unescape(value.group(1)));
            }
            LOG.warn("The backend tried no route {}: {}", routeId, answer.body());
        } catch (IOException e) {
            LOG.warn("No backend at {} to try a route: {}", address, e.toString());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        return Optional.empty();
    }

    /**
     * @param parameters digits and letters
     */
    private HttpResponse<String> call(String method, List<String> parameters, Duration patience)
            throws IOException, InterruptedException {
        StringBuilder call =
                new StringBuilder("<?xml version=\"1.0\"?>\n<methodCall><methodName>")
                        .append(method)
                        .append("</methodName><params>");
        parameters.forEach(
                value ->
                        call.append("<param><value><string>")
                                .append(value)
                                .append("</string></value></param>"));
        HttpRequest request =
                HttpRequest.newBuilder(address)
                        .timeout(patience)
                        .header("Content-Type", "text/xml")
                        .POST(
                                HttpRequest.BodyPublishers.ofString(
                                        call.append("</params></methodCall>\n").toString()))
                        .build();
        return http.send(request, HttpResponse.BodyHandlers.ofString());
    }

    private static boolean isGood(HttpResponse<String> answer) {
        return answer.statusCode() == 200 && !answer.body().contains("<fault>");
    }

    private static String unescape(String xml) {
        return xml.replace("&#13;", "")
                .replace("&lt;", "<")
                .replace("&gt;", ">")
                .replace("&quot;", "\"")
                .replace("&apos;", "'")
                .replace("&amp;", "&");
    }
}
