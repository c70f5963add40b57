package org.openemm.reports;

import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.DateTimeException;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.UUID;
import org.openemm.NotFound;
import org.openemm.account.Actor;
import org.openemm.company.Brands;
import org.openemm.privacy.PersonJson;
import org.openemm.statistics.MailingStatistics;
import org.openemm.statistics.MailingSummary;
import org.openemm.statistics.ReportAccess;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * {@code /run?__report=mailing_summary.rptdesign&__format=pdf&companyID=1&sec=TOKEN&mailingID=7}: a
 * report as PDF or CSV (statistics reference, chapter 1). Report and format are chosen from a fixed
 * list; a request without a token for just the company it names is refused.
 */
final class ReportServlet extends HttpServlet {
    private static final long serialVersionUID = 1L;
    private static final Logger LOG = LoggerFactory.getLogger(ReportServlet.class);
    private static final String MAILING_SUMMARY = "mailing_summary.rptdesign";
    private static final String RECIPIENT = "recipient.rptdesign";
    private static final int MOST_BYTES = 64 * 1024 * 1024;

    private final transient ReportAccess.Checker access;
    private final transient MailingStatistics statistics;
    private final transient Brands brands;
    private final transient MailingSummaryReport report;
    private final transient MailingSummaryCsv csv;
    private final transient PersonReport persons;
    private final transient Clock clock;

    ReportServlet(
            ReportAccess.Checker access,
            MailingStatistics statistics,
            Brands brands,
            MailingSummaryReport report,
            MailingSummaryCsv csv,
            PersonReport persons,
            Clock clock) {
        this.access = access;
        this.statistics = statistics;
        this.brands = brands;
        this.report = report;
        this.csv = csv;
        this.persons = persons;
        this.clock = clock;
    }

    @Override
    protected void doGet(HttpServletRequest request, HttpServletResponse response)
            throws IOException {
        response.setHeader("Cache-Control", "no-store");
        OptionalInt company = number(request, "companyID");
        if (company.isEmpty() || !isPermitted(request.getParameter("sec"), company.getAsInt())) {
            refuse(response, HttpServletResponse.SC_FORBIDDEN, "Not authenticated");
            return;
        }
        OptionalInt mailing = number(request, "mailingID");
        if (!MAILING_SUMMARY.equals(request.getParameter("__report")) || mailing.isEmpty()) {
            refuse(response, HttpServletResponse.SC_NOT_FOUND, "There is no such report");
            return;
        }
        try {
            MailingSummary summary =
                    statistics.summary(
                            Actor.system("statistics", company.getAsInt()), mailing.getAsInt());
            answer(request, response, company.getAsInt(), summary);
        } catch (NotFound e) {
            refuse(response, HttpServletResponse.SC_NOT_FOUND, e.getMessage());
        } catch (IOException | RuntimeException e) {
            String incident = UUID.randomUUID().toString();
            LOG.error("Report failed, incident " + incident + ", mailing " + mailing.getAsInt(), e);
            refuse(
                    response,
                    HttpServletResponse.SC_INTERNAL_SERVER_ERROR,
                    "The report could not be made. Please tell your administrator: " + incident);
        }
    }

    /**
     * {@code POST /run?__report=recipient.rptdesign&__format=pdf&companyID=1&sec=TOKEN}: typesets
     * the file of a person, which the caller has read with the rights of its user and sends as
     * JSON.
     */
    @Override
    protected void doPost(HttpServletRequest request, HttpServletResponse response)
            throws IOException {
        response.setHeader("Cache-Control", "no-store");
        OptionalInt company = number(request, "companyID");
        if (company.isEmpty() || !isPermitted(request.getParameter("sec"), company.getAsInt())) {
            refuse(response, HttpServletResponse.SC_FORBIDDEN, "Not authenticated");
            return;
        }
        if (!RECIPIENT.equals(request.getParameter("__report"))
                || !"pdf".equals(request.getParameter("__format"))) {
            refuse(response, HttpServletResponse.SC_NOT_FOUND, "There is no such report");
            return;
        }
        try {
            byte[] body = request.getInputStream().readNBytes(MOST_BYTES);
            byte[] content =
                    persons.pdf(
                            PersonJson.read(new String(body, StandardCharsets.UTF_8)),
                            brands.of(company.getAsInt()),
                            new Figures(locale(request), zone(request)));
            response.setContentType("application/pdf");
            response.setContentLength(content.length);
            response.getOutputStream().write(content);
        } catch (IllegalArgumentException e) {
            refuse(response, HttpServletResponse.SC_BAD_REQUEST, e.getMessage());
        } catch (IOException | RuntimeException e) {
            String incident = UUID.randomUUID().toString();
            LOG.error("Report failed, incident " + incident, e);
            refuse(
                    response,
                    HttpServletResponse.SC_INTERNAL_SERVER_ERROR,
                    "The report could not be made. Please tell your administrator: " + incident);
        }
    }

    private static Locale locale(HttpServletRequest request) {
        return "de".equalsIgnoreCase(request.getParameter("language"))
                ? Locale.GERMAN
                : Locale.ENGLISH;
    }

    private void answer(
            HttpServletRequest request,
            HttpServletResponse response,
            int company,
            MailingSummary summary)
            throws IOException {
        Locale locale = locale(request);
        String format = Optional.ofNullable(request.getParameter("__format")).orElse("");
        byte[] content;
        switch (format) {
            case "pdf" -> {
                response.setContentType("application/pdf");
                content =
                        report.pdf(
                                summary,
                                brands.of(company),
                                new Figures(locale, zone(request)),
                                clock.instant());
            }
            case "csv" -> {
                response.setContentType("text/csv");
                response.setCharacterEncoding("UTF-8");
                content = csv.csv(summary, locale);
            }
            default -> {
                refuse(response, HttpServletResponse.SC_NOT_FOUND, "There is no such format");
                return;
            }
        }
        response.setHeader(
                "Content-Disposition",
                "attachment; filename=\"mailing-"
                        + summary.mailing().id()
                        + "-summary."
                        + format
                        + "\"");
        response.setContentLength(content.length);
        response.getOutputStream().write(content);
    }

    private boolean isPermitted(String token, int company) {
        if (token == null) {
            return false;
        }
        OptionalInt permitted = access.company(token);
        return permitted.isPresent() && permitted.getAsInt() == company;
    }

    private static OptionalInt number(HttpServletRequest request, String parameter) {
        try {
            return OptionalInt.of(
                    Integer.parseInt(String.valueOf(request.getParameter(parameter))));
        } catch (NumberFormatException e) {
            return OptionalInt.empty();
        }
    }

    private static ZoneId zone(HttpServletRequest request) {
        try {
            return ZoneId.of(Optional.ofNullable(request.getParameter("timezone")).orElse("Z"));
        } catch (DateTimeException e) {
            return ZoneOffset.UTC;
        }
    }

    private static void refuse(HttpServletResponse response, int status, String text)
            throws IOException {
        response.setStatus(status);
        response.setContentType("text/plain");
        response.setCharacterEncoding("UTF-8");
        response.getOutputStream().write(text.getBytes(StandardCharsets.UTF_8));
    }
}
