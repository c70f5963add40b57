package org.openemm.web.statistics;

import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.ZoneId;
import java.util.Locale;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.openemm.account.Actor;
import org.openemm.config.Home;
import org.openemm.config.Settings;
import org.openemm.config.SystemCfg;
import org.openemm.privacy.PersonFile;
import org.openemm.privacy.PersonJson;
import org.openemm.statistics.ReportAccess;

/**
 * Fetches reports from the statistics application for a user: the browser never gets the access
 * token. Its address is the setting {@code birt.url.intern}, else {@code birt.url}, else this
 * machine's own. Thread-safe.
 */
public final class ReportClient {
    private static final Duration CONNECT = Duration.ofSeconds(5);

    /** The first report after a start waits for the report engine. */
    private static final Duration ANSWER = Duration.ofSeconds(90);

    private static final int HTTP_PORT = 8080;
    private static final int OK = 200;

    private final Home home;
    private final Settings settings;
    private final String ownAddress;
    private final HttpClient client =
            HttpClient.newBuilder()
                    .version(HttpClient.Version.HTTP_1_1)
                    .connectTimeout(CONNECT)
                    .build();

    private ReportClient(Home home, Settings settings, String ownAddress) {
        this.home = home;
        this.settings = settings;
        this.ownAddress = ownAddress;
    }

    public static ReportClient of(Home home, Settings settings) {
        return new ReportClient(home, settings, ownAddress(SystemCfg.read(home)));
    }

    /** Kinds of files. */
    enum Format {
        PDF("application/pdf"),
        CSV("text/csv;charset=UTF-8");

        private final String mimeType;

        Format(String mimeType) {
            this.mimeType = mimeType;
        }

        String mimeType() {
            return mimeType;
        }
    }

    /**
     * The summary of a mailing as a file.
     *
     * @throws ReportsAway when there is none to be had within 90 seconds
     */
    byte[] mailingSummary(Actor actor, int mailing, Format format, Locale locale, ZoneId zone)
            throws ReportsAway {
        URI address;
        try {
            address =
                    URI.create(
                            address()
                                    + "/run?__report=mailing_summary.rptdesign"
                                    + "&__format="
                                    + format.name().toLowerCase(Locale.ROOT)
                                    + "&companyID="
                                    + actor.companyId()
                                    + "&mailingID="
                                    + mailing
                                    + "&language="
                                    + locale.getLanguage()
                                    + "&timezone="
                                    + URLEncoder.encode(zone.getId(), StandardCharsets.UTF_8)
                                    + "&sec="
                                    + ReportAccess.Issuer.of(home).token(actor.companyId()));
        } catch (IOException | IllegalArgumentException e) {
            throw new ReportsAway("No request can be made to " + address(), e);
        }
        HttpResponse<byte[]> answer = answer(address);
        if (answer.statusCode() != OK) {
            throw new ReportsAway(
                    address()
                            + " answers with "
                            + answer.statusCode()
                            + ": "
                            + start(answer.body()),
                    null);
        }
        return answer.body();
    }

    /**
     * The file of a person as PDF.
     *
     * @throws ReportsAway when there is none to be had within 90 seconds
     */
    public byte[] person(Actor actor, PersonFile file, Locale locale, ZoneId zone)
            throws ReportsAway {
        HttpRequest.Builder request;
        try {
            request =
                    HttpRequest.newBuilder(
                                    URI.create(
                                            address()
                                                    + "/run?__report=recipient.rptdesign&__format=pdf&companyID="
                                                    + actor.companyId()
                                                    + "&language="
                                                    + locale.getLanguage()
                                                    + "&timezone="
                                                    + URLEncoder.encode(
                                                            zone.getId(), StandardCharsets.UTF_8)
                                                    + "&sec="
                                                    + ReportAccess.Issuer.of(home)
                                                            .token(actor.companyId())))
                            .header("Content-Type", "application/json")
                            .POST(HttpRequest.BodyPublishers.ofString(PersonJson.write(file)));
        } catch (IOException | IllegalArgumentException e) {
            throw new ReportsAway("No request can be made to " + address(), e);
        }
        HttpResponse<byte[]> answer = answer(request, address());
        if (answer.statusCode() != OK) {
            throw new ReportsAway(
                    address()
                            + " answers with "
                            + answer.statusCode()
                            + ": "
                            + start(answer.body()),
                    null);
        }
        return answer.body();
    }

    private HttpResponse<byte[]> answer(URI address) throws ReportsAway {
        return answer(HttpRequest.newBuilder(address), address.toString());
    }

    private HttpResponse<byte[]> answer(HttpRequest.Builder request, String address)
            throws ReportsAway {
        CompletableFuture<HttpResponse<byte[]>> answer =
                client.sendAsync(
                        request.timeout(ANSWER).build(), HttpResponse.BodyHandlers.ofByteArray());
        try {
            return answer.get(ANSWER.toSeconds(), TimeUnit.SECONDS);
        } catch (ExecutionException e) {
            throw new ReportsAway(address + " does not answer", e.getCause());
        } catch (TimeoutException e) {
            answer.cancel(true);
            throw new ReportsAway(address + " takes too long", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new ReportsAway("Interrupted while waiting for " + address, e);
        }
    }

    private String address() {
        return settings.find(0, "birt.url.intern")
                .filter(address -> !address.isBlank())
                .or(() -> settings.find(0, "birt.url"))
                .filter(address -> !address.isBlank())
                .orElse(ownAddress)
                .strip()
                .replaceFirst("/+$", "");
    }

    private static String ownAddress(SystemCfg cfg) {
        String host =
                cfg.get("OPENEMM_HTTP_ADDRESS", "http-address")
                        .filter(address -> !address.equals("0.0.0.0") && !address.equals("::"))
                        .orElse("127.0.0.1");
        String part = host.contains(":") ? "[" + host + "]" : host;
        return "http://"
                + part
                + ":"
                + cfg.port("OPENEMM_HTTP_PORT", "http-port", HTTP_PORT)
                + "/birt";
    }

    private static String start(byte[] body) {
        String text = new String(body, StandardCharsets.UTF_8);
        return text.substring(0, Math.min(200, text.length()));
    }
}
