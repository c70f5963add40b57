package org.openemm.web.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.CookieManager;
import java.net.CookiePolicy;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;

/**
 * A browser without scripts: keeps cookies, follows redirects, sends the CSRF token of the last
 * page.
 */
public final class Browser {
    private final String address;
    private final HttpClient client =
            HttpClient.newBuilder()
                    .cookieHandler(new CookieManager(null, CookiePolicy.ACCEPT_ALL))
                    .connectTimeout(Duration.ofSeconds(20))
                    .build();
    private String csrf = "";

    Browser(String address) {
        this.address = address;
    }

    /**
     * An answer after all redirects.
     *
     * @param path of the page where the redirects ended
     */
    public record Page(int status, String path, String html, HttpResponse<String> response) {
        public Document document() {
            return Jsoup.parse(html);
        }

        /** Text of the first element that the CSS selector finds; empty when there is none. */
        public String text(String selector) {
            return document().select(selector).stream()
                    .findFirst()
                    .map(element -> element.text())
                    .orElse("");
        }

        public boolean has(String selector) {
            return !document().select(selector).isEmpty();
        }
    }

    public Page get(String path) {
        return follow(send(request(path).GET().build()));
    }

    /** Submits a form with the token of the last page. */
    public Page post(String path, Map<String, String> fields) {
        List<Map.Entry<String, String>> all = new ArrayList<>(fields.entrySet());
        all.add(Map.entry("csrf", csrf));
        return postFields(path, all);
    }

    /** Submits exactly these fields: several values of one name, or no token. */
    public Page postFields(String path, List<Map.Entry<String, String>> fields) {
        String body =
                fields.stream()
                        .map(field -> escape(field.getKey()) + "=" + escape(field.getValue()))
                        .collect(Collectors.joining("&"));
        return follow(
                send(
                        request(path)
                                .header("Content-Type", "application/x-www-form-urlencoded")
                                .POST(HttpRequest.BodyPublishers.ofString(body))
                                .build()));
    }

    /** Uploads a file as a multipart form with further fields. */
    public Page upload(
            String path,
            Map<String, String> fields,
            String fileField,
            String name,
            byte[] content) {
        String boundary = "----openemm-test-boundary";
        StringBuilder head = new StringBuilder();
        fields.forEach(
                (field, value) ->
                        head.append("--")
                                .append(boundary)
                                .append("\r\nContent-Disposition: form-data; name=\"")
                                .append(field)
                                .append("\"\r\n\r\n")
                                .append(value)
                                .append("\r\n"));
        head.append("--")
                .append(boundary)
                .append("\r\nContent-Disposition: form-data; name=\"")
                .append(fileField)
                .append("\"; filename=\"")
                .append(name)
                .append("\"\r\nContent-Type: application/octet-stream\r\n\r\n");
        HttpRequest.BodyPublisher body =
                HttpRequest.BodyPublishers.concat(
                        HttpRequest.BodyPublishers.ofString(head.toString()),
                        HttpRequest.BodyPublishers.ofByteArray(content),
                        HttpRequest.BodyPublishers.ofString("\r\n--" + boundary + "--\r\n"));
        String target = path + (path.contains("?") ? "&" : "?") + "csrf=" + escape(csrf);
        return follow(
                send(
                        request(target)
                                .header("Content-Type", "multipart/form-data; boundary=" + boundary)
                                .POST(body)
                                .build()));
    }

    /** One request without following redirects, for looking at headers. */
    public HttpResponse<String> raw(HttpRequest.Builder request) {
        return send(request.build());
    }

    /** A file, byte by byte. */
    public HttpResponse<byte[]> bytes(String path) {
        return send(request(path).GET().build(), HttpResponse.BodyHandlers.ofByteArray());
    }

    /** For requests with headers of their own. */
    public HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(URI.create(address + path)).timeout(Duration.ofSeconds(60));
    }

    /** Logs in through the login page; the caller looks at where it led. */
    public Page logIn(String username, String password) {
        get("/logon.action");
        return post("/logon.action", Map.of("username", username, "password", password));
    }

    /** The CSRF token of the last page. */
    public String csrf() {
        return csrf;
    }

    private Page follow(HttpResponse<String> first) {
        HttpResponse<String> response = first;
        for (int hops = 0; response.statusCode() / 100 == 3; hops++) {
            if (hops == 10) {
                throw new IllegalStateException("Too many redirects: " + response.uri());
            }
            URI target =
                    response.uri().resolve(response.headers().firstValue("Location").orElseThrow());
            response = send(HttpRequest.newBuilder(target).timeout(Duration.ofSeconds(60)).build());
        }
        Page page =
                new Page(
                        response.statusCode(), response.uri().getPath(), response.body(), response);
        String token = page.document().select("meta[name=csrf-token]").attr("content");
        if (!token.isEmpty()) {
            csrf = token;
        }
        return page;
    }

    private HttpResponse<String> send(HttpRequest request) {
        return send(request, HttpResponse.BodyHandlers.ofString(StandardCharsets.UTF_8));
    }

    private <T> HttpResponse<T> send(HttpRequest request, HttpResponse.BodyHandler<T> handler) {
        try {
            return client.send(request, handler);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    private static String escape(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }
}
