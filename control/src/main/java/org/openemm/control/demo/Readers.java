package org.openemm.control.demo;

import jakarta.mail.BodyPart;
import jakarta.mail.MessagingException;
import jakarta.mail.Multipart;
import jakarta.mail.internet.MimeMessage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicInteger;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;
import org.jsoup.nodes.Element;
import org.openemm.Core;
import org.openemm.account.Actor;
import org.openemm.mailbox.MailboxPage;
import org.openemm.mailbox.StoredMessage;
import org.openemm.statistics.MailingSummary;

/**
 * People who read the delivered mails: each message is taken from the mailbox and parsed; a
 * realistic share of readers loads its opening pixel, follows its links and leaves the list, by
 * HTTP requests to the addresses found in it.
 */
final class Readers {
    private static final double OPENS = 0.43;
    private static final double OPENS_AGAIN = 0.22;
    private static final double CLICKS = 0.31;
    private static final double CLICKS_A_SECOND = 0.3;
    private static final double LEAVES = 0.011;
    private static final int AT_ONCE = 16;
    private static final int PAGE = 500;
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final List<String> AGENTS =
            List.of(
                    "Mozilla/5.0 (iPhone; CPU iPhone OS 18_1 like Mac OS X) AppleWebKit/605.1.15"
                            + " (KHTML, like Gecko) Mobile/15E148",
                    "Mozilla/5.0 (Linux; Android 15; Pixel 9) AppleWebKit/537.36 (KHTML, like"
                            + " Gecko) Chrome/131.0 Mobile Safari/537.36",
                    "Mozilla/5.0 (Windows NT 10.0; Win64; x64; rv:133.0) Gecko/20100101"
                            + " Thunderbird/133.0",
                    "Mozilla/5.0 (Macintosh; Intel Mac OS X 14_6) AppleWebKit/605.1.15 (KHTML, like"
                            + " Gecko)",
                    "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like"
                            + " Gecko) Chrome/131.0 Safari/537.36",
                    "Mozilla/5.0 (iPad; CPU OS 18_1 like Mac OS X) AppleWebKit/605.1.15 (KHTML,"
                            + " like Gecko) Mobile/15E148");

    private final Core core;
    private final Actor actor;
    private final int mailing;
    private final String subject;
    private final Random random = new Random(1987);
    private final HttpClient client =
            HttpClient.newBuilder()
                    .followRedirects(HttpClient.Redirect.NEVER)
                    .connectTimeout(Duration.ofSeconds(10))
                    .build();

    Readers(Core core, Actor actor, int mailing, String subject) {
        this.core = core;
        this.actor = actor;
        this.mailing = mailing;
        this.subject = subject;
    }

    /** Reads every message of the mailing, unless that was done before. */
    String read() throws IOException {
        MailingSummary before = core.mailingStatistics().summary(actor, mailing);
        if (before.openers() > 0) {
            return "%d openers, %d clickers".formatted(before.openers(), before.clickers());
        }
        List<HttpRequest> requests = new ArrayList<>();
        int openings = 0;
        for (StoredMessage stored : messages()) {
            if (!stored.subject().equals(subject)) {
                continue;
            }
            Document html = html(core.mailbox().content(stored.id()).orElseThrow());
            if (html == null || html.select("img[src*=/g.html?uid=]").isEmpty()) {
                continue;
            }
            int size = requests.size();
            requests.addAll(reader(html));
            openings += requests.size() > size ? 1 : 0;
        }
        int answered = send(requests);
        if (answered < requests.size()) {
            throw new IOException(
                    "%d of %d requests failed"
                            .formatted(requests.size() - answered, requests.size()));
        }
        MailingSummary after = await(openings);
        return "%d requests: %d openers, %d clickers"
                .formatted(requests.size(), after.openers(), after.clickers());
    }

    /** What one reader does with a mail. */
    private List<HttpRequest> reader(Document html) {
        List<HttpRequest> requests = new ArrayList<>();
        if (random.nextDouble() >= OPENS) {
            return requests;
        }
        String agent = AGENTS.get(random.nextInt(AGENTS.size()));
        Element pixel = html.selectFirst("img[src*=/g.html?uid=]");
        requests.add(get(pixel.attr("src"), agent));
        if (random.nextDouble() < OPENS_AGAIN) {
            requests.add(get(pixel.attr("src"), agent));
        }
        List<String> links =
                html.select("a[href*=/r.html?uid=]").eachAttr("href").stream().distinct().toList();
        if (random.nextDouble() < CLICKS && !links.isEmpty()) {
            requests.add(get(favourite(links), agent));
            if (random.nextDouble() < CLICKS_A_SECOND) {
                requests.add(get(links.get(random.nextInt(links.size())), agent));
            }
        }
        if (random.nextDouble() < LEAVES) {
            String uid = pixel.attr("src").replaceFirst(".*uid=", "");
            URI oneClick =
                    URI.create(
                            pixel.attr("src").replaceFirst("/g\\.html.*", "/uq.html?uid=" + uid));
            requests.add(
                    HttpRequest.newBuilder(oneClick)
                            .header("Content-Type", "application/x-www-form-urlencoded")
                            .POST(HttpRequest.BodyPublishers.ofString("List-Unsubscribe=One-Click"))
                            .build());
        }
        return requests;
    }

    /** Links at the top are clicked more often. */
    private String favourite(List<String> links) {
        double place = Math.abs(random.nextGaussian()) * links.size() / 3;
        return links.get((int) Math.min(links.size() - 1, place));
    }

    private static HttpRequest get(String address, String agent) {
        return HttpRequest.newBuilder(URI.create(address))
                .header("User-Agent", agent)
                .timeout(PATIENCE)
                .GET()
                .build();
    }

    private int send(List<HttpRequest> requests) throws IOException {
        Semaphore free = new Semaphore(AT_ONCE);
        AtomicInteger answered = new AtomicInteger();
        List<CompletableFuture<?>> running = new ArrayList<>();
        try {
            for (HttpRequest request : requests) {
                free.acquire();
                running.add(
                        client.sendAsync(request, HttpResponse.BodyHandlers.discarding())
                                .whenComplete(
                                        (answer, error) -> {
                                            free.release();
                                            if (answer != null && answer.statusCode() < 400) {
                                                answered.incrementAndGet();
                                            }
                                        })
                                .exceptionally(error -> null));
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted", e);
        }
        running.forEach(CompletableFuture::join);
        return answered.get();
    }

    /** Answered events reach the database within moments. */
    private MailingSummary await(int openers) throws IOException {
        long end = System.nanoTime() + PATIENCE.toNanos();
        while (true) {
            MailingSummary summary = core.mailingStatistics().summary(actor, mailing);
            if (summary.openers() >= openers) {
                return summary;
            }
            if (System.nanoTime() > end) {
                throw new IOException(
                        "%d of %d openers were counted".formatted(summary.openers(), openers));
            }
            try {
                Thread.sleep(100);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new IOException("interrupted", e);
            }
        }
    }

    private List<StoredMessage> messages() {
        List<StoredMessage> all = new ArrayList<>();
        for (int page = 1; ; page++) {
            MailboxPage found = core.mailbox().page("", page, PAGE);
            all.addAll(found.messages());
            if (found.messages().size() < PAGE) {
                return all;
            }
        }
    }

    private static Document html(byte[] message) throws IOException {
        try {
            MimeMessage mail =
                    new MimeMessage(
                            jakarta.mail.Session.getInstance(new Properties()),
                            new ByteArrayInputStream(message));
            return find(mail.getContent());
        } catch (MessagingException e) {
            throw new IOException(e.getMessage(), e);
        }
    }

    private static Document find(Object content) throws MessagingException, IOException {
        if (content instanceof Multipart parts) {
            for (int i = 0; i < parts.getCount(); i++) {
                BodyPart part = parts.getBodyPart(i);
                if (part.isMimeType("text/html")) {
                    return Jsoup.parse((String) part.getContent());
                }
                if (part.isMimeType("multipart/*")) {
                    Document found = find(part.getContent());
                    if (found != null) {
                        return found;
                    }
                }
            }
        }
        return null;
    }
}
