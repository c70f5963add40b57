package org.openemm.reports;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.apache.pdfbox.Loader;
import org.apache.pdfbox.cos.COSName;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.pdmodel.font.PDFont;
import org.apache.pdfbox.text.PDFTextStripper;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.openemm.company.Brand;
import org.openemm.i18n.Texts;
import org.openemm.statistics.MailingSummary;
import org.openemm.statistics.MailingSummary.DeviceShare;
import org.openemm.statistics.MailingSummary.Head;
import org.openemm.statistics.MailingSummary.HourFigures;
import org.openemm.statistics.MailingSummary.LinkFigures;

class MailingSummaryReportTest {
    private static final Instant SENT = Instant.parse("2026-11-20T08:00:00Z");
    @TempDir static Path folder;
    private static LazyReportEngine engine;
    private static Texts texts;

    @BeforeAll
    static void start() {
        engine = new LazyReportEngine(folder);
        engine.startInBackground();
        texts =
                Texts.load(
                        MailingSummaryReportTest.class.getClassLoader(),
                        List.of("messages/reports"),
                        List.of("en", "de"));
    }

    @AfterAll
    static void stop() {
        engine.close();
    }

    @Test
    void aMailingBecomesAPdfInTheReadersLanguageAndEveryAlphabet() throws IOException {
        try (PDDocument pdf = Loader.loadPDF(pdf(Locale.GERMAN, 12))) {
            String text = new PDFTextStripper().getText(pdf);

            assertTrue(text.contains("Wanderlust Ελλάδα Привет"), text);
            assertTrue(text.contains("Klicks pro Link"), text);
            assertTrue(text.contains("41,4"), text);
            assertTrue(text.contains("Осенние предложения"), text);
            assertEquals(30, text.split("4711", -1).length - 1, "no digit of a long name is lost");
            assertTrue(text.contains("Administrative Links"), text);
            assertTrue(text.contains("Seite\u00a01"), text);
            for (COSName name : pdf.getPage(0).getResources().getFontNames()) {
                PDFont font = pdf.getPage(0).getResources().getFont(name);
                assertTrue(font.isEmbedded() || !font.getName().contains("Noto"), font.getName());
            }
        }
    }

    @Test
    void longTablesBreakOverPagesAndRepeatTheirHead() throws IOException {
        try (PDDocument pdf = Loader.loadPDF(pdf(Locale.ENGLISH, 120))) {
            PDFTextStripper third = new PDFTextStripper();
            third.setStartPage(3);
            third.setEndPage(3);

            assertTrue(pdf.getNumberOfPages() > 3, pdf.getNumberOfPages() + " pages");
            assertTrue(third.getText(pdf).contains("Share of clicks"), third.getText(pdf));
        }
    }

    @Test
    void csvHasOneLinePerFigureAndCannotRunFormulas() {
        String csv =
                new String(
                        new MailingSummaryCsv(texts).csv(summary(2), Locale.ENGLISH),
                        StandardCharsets.UTF_8);

        assertTrue(csv.contains("Openers;412;0.4141\r\n"), csv);
        assertTrue(csv.contains("'=cmd|;"), csv);
    }

    @Test
    void bothLanguagesAreComplete() {
        assertArrayEquals(
                texts.all("en").keySet().stream().sorted().toArray(),
                texts.all("de").keySet().stream().sorted().toArray());
        assertTrue(texts.all("en").size() > 30);
    }

    private static byte[] pdf(Locale locale, int links) throws IOException {
        byte[] pdf =
                new MailingSummaryReport(engine, texts)
                        .pdf(
                                summary(links),
                                new Brand("Wanderlust Ελλάδα Привет", new byte[0], "#0f766e"),
                                new Figures(locale, ZoneId.of("Europe/Berlin")),
                                SENT.plus(Duration.ofDays(2)));
        Path kept = Path.of("target", "mailing-summary-" + locale.getLanguage() + ".pdf");
        Files.write(kept, pdf);
        return pdf;
    }

    private static String name(int link) {
        return switch (link) {
            case 3 ->
                    "https://shop.example/jacken/wasserdicht?utm_source=newsletter&utm_medium=email"
                            + "&artikel="
                            + "4711".repeat(30);
            case 4 -> "Осенние предложения для всей семьи";
            default -> "Herbstangebote für Größe " + link;
        };
    }

    private static MailingSummary summary(int links) {
        List<LinkFigures> list = new ArrayList<>();
        list.add(
                new LinkFigures(1, "=cmd|", "https://shop.example/?a=1&b=2", false, 61, 55, 1, 20));
        for (int i = 2; i <= links; i++) {
            list.add(
                    new LinkFigures(
                            i,
                            name(i),
                            "https://shop.example/" + i,
                            i % 5 == 0,
                            Math.max(0, 60 - i),
                            50,
                            0,
                            9));
        }
        List<HourFigures> hours =
                Arrays.stream(new int[] {5, 120, 90, 60, 44, 30, 21, 0, 12, 9, 7, 3})
                        .mapToObj(n -> new HourFigures(SENT, n, n / 2, n / 3, n / 4))
                        .toList();
        List<HourFigures> spread = new ArrayList<>();
        for (int i = 0; i < hours.size(); i++) {
            HourFigures h = hours.get(i);
            spread.add(
                    new HourFigures(
                            SENT.plus(Duration.ofHours(i)),
                            h.openingsGross(),
                            h.openers(),
                            h.clicksGross(),
                            h.clickers()));
        }
        return new MailingSummary(
                new Head(
                        7,
                        "Herbstbrief 🍂 2026",
                        "Raus in den Herbst – 20 % auf alles",
                        "Newsletter",
                        Optional.of(SENT),
                        "mailing.status.sent"),
                1000,
                995,
                412,
                33,
                480,
                3,
                131,
                160,
                1,
                4,
                5,
                2,
                Map.of(1, 990L, 0, 10L),
                new DeviceShare(200, 150, 40, 2, 20),
                new DeviceShare(70, 50, 8, 0, 3),
                list,
                spread);
    }
}
