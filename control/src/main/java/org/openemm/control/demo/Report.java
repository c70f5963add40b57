package org.openemm.control.demo;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import org.openemm.config.Home;
import org.openemm.statistics.ReportAccess;

/** Fetches the summary of a mailing from the statistics application. */
final class Report {
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final int COMPANY = 1;
    private final Home home;
    private final String address;

    Report(Home home, String address) {
        this.home = home;
        this.address = address;
    }

    String fetch(int mailing, Path target) throws IOException {
        URI uri =
                URI.create(
                        address
                                + "/birt/run?__report=mailing_summary.rptdesign&__format=pdf&language=en&companyID="
                                + COMPANY
                                + "&mailingID="
                                + mailing
                                + "&sec="
                                + ReportAccess.Issuer.of(home).token(COMPANY));
        Files.createDirectories(target.getParent());
        Path fresh = target.resolveSibling(target.getFileName() + ".new");
        try {
            HttpResponse<Path> answer =
                    HttpClient.newHttpClient()
                            .send(
                                    HttpRequest.newBuilder(uri).timeout(PATIENCE).GET().build(),
                                    HttpResponse.BodyHandlers.ofFile(fresh));
            if (answer.statusCode() != 200) {
                throw new IOException(
                        "status " + answer.statusCode() + ": " + Files.readString(fresh));
            }
            Files.move(fresh, target, StandardCopyOption.REPLACE_EXISTING);
            return Files.size(target) / 1024 + " kB";
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted", e);
        } finally {
            Files.deleteIfExists(fresh);
        }
    }
}
