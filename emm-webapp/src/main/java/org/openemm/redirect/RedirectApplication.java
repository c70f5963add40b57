package org.openemm.redirect;

import gg.jte.ContentType;
import gg.jte.TemplateEngine;
import jakarta.servlet.Servlet;
import jakarta.servlet.ServletContext;
import jakarta.servlet.ServletContextEvent;
import jakarta.servlet.ServletContextListener;
import jakarta.servlet.ServletRegistration;
import java.io.IOException;
import java.io.UncheckedIOException;
import org.openemm.Core;
import org.openemm.servlet.CoreListener;
import org.openemm.tracking.HostedImages;
import org.openemm.tracking.OptOuts;
import org.openemm.tracking.Tracking;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Composition of the public addresses: every servlet and where it answers. Listed in web.xml behind
 * the core. Owns the journal of openings and clicks.
 */
public final class RedirectApplication implements ServletContextListener {
    private static final Logger LOG = LoggerFactory.getLogger(RedirectApplication.class);
    private Tracking tracking;

    @Override
    public void contextInitialized(ServletContextEvent event) {
        ServletContext context = event.getServletContext();
        Core core = CoreListener.core(context);
        tracking = openTracking(core);
        OptOuts optOuts = new OptOuts(core.database(), core.clock());
        PublicPages pages = new PublicPages(TemplateEngine.createPrecompiled(ContentType.Html));
        OptOutPage optOutPage = new OptOutPage(tracking, optOuts, pages);
        FallbackAddress fallback = new FallbackAddress(core.settings());

        add(context, "click", new ClickServlet(tracking, fallback), "/r.html", "/r/*");
        add(context, "opening", new PixelServlet(tracking), "/g.html", "/g/*");
        add(
                context,
                "one-click-opt-out",
                new OneClickOptOutServlet(tracking, optOuts, optOutPage),
                "/uq.html",
                "/uq/*");
        add(context, "form", new FormServlet(optOutPage), "/form.action", "/form.do");
        add(
                context,
                "confirm",
                new ConfirmServlet(core.mailloop().doubleOptIn(), pages),
                "/confirm.html");
        add(
                context,
                "web-view",
                new WebViewServlet(tracking, core.previews(), fallback),
                "/fullview.action");
        add(context, "image", new ImageServlet(new HostedImages(core.database())), "/image/*");
        add(
                context,
                "broken-link",
                new BrokenLinkServlet(pages),
                FallbackAddress.OWN_PAGE,
                "/hplt.html");
    }

    @Override
    public void contextDestroyed(ServletContextEvent event) {
        if (tracking == null) {
            return;
        }
        try {
            tracking.close();
        } catch (IOException e) {
            LOG.error("The tracking journal did not close: {}", e.getMessage());
        }
    }

    private static Tracking openTracking(Core core) {
        try {
            return Tracking.open(
                    core.database(),
                    core.profileFields(),
                    core.home(),
                    core.clock(),
                    Tracking.DURABILITY_WINDOW);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void add(
            ServletContext context, String name, Servlet servlet, String... addresses) {
        ServletRegistration.Dynamic registration = context.addServlet(name, servlet);
        registration.addMapping(addresses);
        registration.setLoadOnStartup(1);
    }
}
