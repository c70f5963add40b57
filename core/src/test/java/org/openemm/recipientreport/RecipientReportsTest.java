package org.openemm.recipientreport;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.openemm.NotFound;
import org.openemm.NotPermitted;
import org.openemm.account.Actor;
import org.openemm.recipient.RecipientTestBase;

class RecipientReportsTest extends RecipientTestBase {
    @BeforeEach
    void nothing() {
        execute("DELETE FROM recipients_report_tbl");
    }

    @Test
    void aLineIsFoundByFileUserTypeSourceAndDay() {
        add(ReportType.IMPORT, "people.csv", 7);
        add(ReportType.EXPORT, "all.xlsx", 0);

        assertEquals(List.of("all.xlsx", "people.csv"), names(ReportQuery.latest(20)));
        assertEquals(List.of("people.csv"), names(search("PEOPLE")));
        assertEquals(List.of("all.xlsx", "people.csv"), names(search("anna")));
        assertEquals(List.of(), names(search("%")));
        assertEquals(
                List.of("all.xlsx"),
                names(query("", Optional.of(ReportType.EXPORT), "anna", 0, 0)));
        assertEquals(List.of("people.csv"), names(query("", Optional.empty(), "", 7, 0)));
        assertEquals(List.of(), names(query("", Optional.empty(), "", 0, 1)));
        assertEquals(List.of("anna"), core.exchange().reports().users(ANNA));
        assertEquals(2, core.exchange().reports().list(ANNA, ReportQuery.latest(1)).total());
    }

    @Test
    void anotherCompanyAndUsersWithoutTheRightSeeNothing() {
        int id = add(ReportType.IMPORT, "people.csv", 0);
        assertEquals(0, core.exchange().reports().list(otto, ReportQuery.latest(20)).total());
        assertThrows(NotFound.class, () -> core.exchange().reports().get(otto, id));

        Actor exporter = user("wizard.export");
        assertEquals(0, core.exchange().reports().list(exporter, ReportQuery.latest(20)).total());
        assertThrows(NotPermitted.class, () -> core.exchange().reports().get(exporter, id));
        assertThrows(
                NotPermitted.class,
                () -> core.exchange().reports().list(user("mailing.show"), ReportQuery.latest(1)));
    }

    @Test
    void filesOfAReportComeOutAsTheyWentInAndGoWithIt() throws IOException {
        RecipientReports reports = core.exchange().reports();
        int id = add(ReportType.IMPORT, "people.csv", 0);
        Path file = reports.newFile();
        byte[] content = "email\nä@example.com\n".getBytes(StandardCharsets.UTF_8);
        try (OutputStream out = RecipientReports.write(file)) {
            out.write(content);
        }
        ReportFile added = new ReportFile(id, "ADDED", "added.csv", 1, content.length);
        core.database().run(tx -> reports.attach(tx, added, file));

        assertEquals(List.of(added), reports.files(ANNA, id));
        try (InputStream in = reports.open(ANNA, id, "ADDED")) {
            assertEquals(
                    new String(content, StandardCharsets.UTF_8),
                    new String(in.readAllBytes(), StandardCharsets.UTF_8));
        }
        assertThrows(NotFound.class, () -> reports.open(ANNA, id, "../../etc/passwd"));
        assertThrows(NotFound.class, () -> reports.open(otto, id, "ADDED"));

        Files.setLastModifiedTime(file, FileTime.from(NOW.minus(Duration.ofDays(2))));
        reports.removeLeftovers();
        assertTrue(Files.exists(file));
        execute("DELETE FROM recipients_report_tbl");
        reports.removeLeftovers();
        assertFalse(Files.exists(file));
    }

    @Test
    void theReportAnswersByName() {
        Report report = core.exchange().reports().get(ANNA, add(ReportType.IMPORT, "a.csv", 3));
        assertEquals("12", report.value("rows"));
        assertEquals("", report.value("row"));
        assertEquals(3, report.datasourceId());
        assertEquals("anna", report.user());
    }

    private static int add(ReportType type, String file, int datasource) {
        return core.database()
                .inTransaction(
                        tx ->
                                core.exchange()
                                        .reports()
                                        .add(
                                                tx,
                                                ANNA,
                                                ReportDraft.of(
                                                        type, file, datasource, "rows=12\n", 1)));
    }

    private static List<String> names(ReportQuery query) {
        return core.exchange().reports().list(ANNA, query).reports().stream()
                .map(Report::fileName)
                .toList();
    }

    private static ReportQuery search(String text) {
        return query(text, Optional.empty(), "", 0, 0);
    }

    private static ReportQuery query(
            String text, Optional<ReportType> type, String user, int datasource, int daysAhead) {
        return new ReportQuery(
                text,
                type,
                user,
                datasource,
                NOW.plus(Duration.ofDays(daysAhead)),
                null,
                ReportQuery.Order.DATE,
                true,
                1,
                20);
    }

    private static Actor user(String right) {
        return new Actor(Actor.Kind.USER, 9, "x", 1, Set.of(right), Locale.ENGLISH, ZoneOffset.UTC);
    }
}
