package org.openemm.web.recipientreport;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.zip.Deflater;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.openemm.NotFound;
import org.openemm.account.Actor;
import org.openemm.recipientreport.RecipientReports;
import org.openemm.recipientreport.Report;
import org.openemm.recipientreport.ReportFile;

/** Several reports with their files in one ZIP file, written while it is sent. */
final class ReportArchive {
    private static final int MAX_NAME = 80;

    private final RecipientReports reports;
    private final Actor actor;

    ReportArchive(RecipientReports reports, Actor actor) {
        this.reports = reports;
        this.actor = actor;
    }

    /**
     * A folder per report: what it says as text, and its files.
     *
     * @param texts what each report says, in the order of the reports
     */
    void write(List<Report> chosen, List<String> texts, OutputStream out) throws IOException {
        ZipOutputStream zip = new ZipOutputStream(out, StandardCharsets.UTF_8);
        zip.setLevel(Deflater.BEST_SPEED);
        for (int i = 0; i < chosen.size(); i++) {
            Report report = chosen.get(i);
            String folder = report.id() + " " + plain(report.fileName()) + "/";
            zip.putNextEntry(new ZipEntry(folder + "report.txt"));
            zip.write(texts.get(i).getBytes(StandardCharsets.UTF_8));
            zip.closeEntry();
            files(zip, report, folder);
        }
        zip.finish();
    }

    private void files(ZipOutputStream zip, Report report, String folder) throws IOException {
        Set<String> names = new HashSet<>();
        for (ReportFile file : reports.files(actor, report.id())) {
            String name = plain(file.name());
            while (!names.add(name)) {
                name = file.kind() + "-" + name;
            }
            try (InputStream content = reports.open(actor, report.id(), file.kind())) {
                zip.putNextEntry(new ZipEntry(folder + name));
                content.transferTo(zip);
                zip.closeEntry();
            } catch (NotFound e) {
                // Its time was over just now: the archive has the others.
                names.remove(name);
            }
        }
    }

    /** No name leads out of the folder. */
    private static String plain(String name) {
        String safe = name.replaceAll("[\\p{Cntrl}/\\\\:*?\"<>|]", "_").replaceAll("^\\.+", "_");
        return safe.length() <= MAX_NAME ? safe : safe.substring(safe.length() - MAX_NAME);
    }
}
