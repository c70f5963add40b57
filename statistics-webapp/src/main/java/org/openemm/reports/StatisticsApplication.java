package org.openemm.reports;

import jakarta.servlet.ServletContext;
import jakarta.servlet.ServletContextEvent;
import jakarta.servlet.ServletContextListener;
import jakarta.servlet.ServletRegistration;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.List;
import org.openemm.Core;
import org.openemm.i18n.Texts;
import org.openemm.servlet.CoreListener;
import org.openemm.statistics.ReportAccess;

/** Composition of the statistics application. Listed in web.xml behind the core. */
public final class StatisticsApplication implements ServletContextListener {
    private LazyReportEngine engine;

    @Override
    public void contextInitialized(ServletContextEvent event) {
        ServletContext context = event.getServletContext();
        Core core = CoreListener.core(context);
        Path work = ((java.io.File) context.getAttribute(ServletContext.TEMPDIR)).toPath();
        engine = new LazyReportEngine(work);
        Texts texts =
                Texts.load(
                        StatisticsApplication.class.getClassLoader(),
                        List.of("messages/reports"),
                        List.of("en", "de"));
        ServletRegistration.Dynamic run =
                context.addServlet(
                        "run",
                        new ReportServlet(
                                access(core),
                                core.mailingStatistics(),
                                core.brands(),
                                new MailingSummaryReport(engine, texts),
                                new MailingSummaryCsv(texts),
                                new PersonReport(engine, texts),
                                core.clock()));
        run.addMapping("/run");
        engine.startInBackground();
    }

    @Override
    public void contextDestroyed(ServletContextEvent event) {
        if (engine != null) {
            engine.close();
        }
    }

    private static ReportAccess.Checker access(Core core) {
        try {
            return ReportAccess.Checker.of(core.home());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
