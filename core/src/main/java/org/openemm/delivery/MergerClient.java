package org.openemm.delivery;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
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
        String call =
                """
                <?xml version="1.0"?>
                <methodCall><methodName>Merger.remote_control</methodName><params>
                <param><value><string>fire</string></value></param>
                <param><value><string>%d</string></value></param>
                </params></methodCall>
                """
                        .formatted(statusId);
        HttpRequest request =
                HttpRequest.newBuilder(address)
                        .timeout(ANSWER)
                        .header("Content-Type", "text/xml")
                        .POST(HttpRequest.BodyPublishers.ofString(call))
                        .build();
        try {
            HttpResponse<String> answer = http.send(request, HttpResponse.BodyHandlers.ofString());
            if (answer.statusCode() == 200 && !answer.body().contains("<fault>")) {
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
}
