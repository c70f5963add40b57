package org.openemm.web;

import jakarta.servlet.ServletContext;
import jakarta.servlet.ServletContextEvent;
import jakarta.servlet.ServletContextListener;
import jakarta.servlet.ServletRegistration;
import jakarta.servlet.SessionTrackingMode;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.logging.Level;
import java.util.logging.Logger;
import java.util.stream.Stream;
import org.glassfish.jersey.media.multipart.MultiPartFeature;
import org.glassfish.jersey.server.ResourceConfig;
import org.glassfish.jersey.server.ServerProperties;
import org.glassfish.jersey.servlet.ServletContainer;
import org.openemm.Core;
import org.openemm.account.Profile;
import org.openemm.i18n.Texts;
import org.openemm.servlet.CoreListener;
import org.openemm.web.access.AccessFilter;
import org.openemm.web.access.AccessRules;
import org.openemm.web.access.CsrfFilter;
import org.openemm.web.access.Sessions;
import org.openemm.web.access.UploadLimit;
import org.openemm.web.account.AccountScreens;
import org.openemm.web.blocklist.BlocklistScreens;
import org.openemm.web.bouncecheck.BounceCheckScreens;
import org.openemm.web.brand.BrandScreens;
import org.openemm.web.calendar.CalendarScreens;
import org.openemm.web.dashboard.DashboardScreens;
import org.openemm.web.datasource.DataSourceScreens;
import org.openemm.web.designsystem.DesignSystemScreens;
import org.openemm.web.dkim.DkimScreens;
import org.openemm.web.error.ErrorPages;
import org.openemm.web.exporting.ExportScreens;
import org.openemm.web.help.Handbook;
import org.openemm.web.help.HelpScreens;
import org.openemm.web.importing.ImportScreens;
import org.openemm.web.importprofile.ImportProfileScreens;
import org.openemm.web.mailbox.MailboxScreens;
import org.openemm.web.mailing.MailingScreens;
import org.openemm.web.mailinglist.MailinglistScreens;
import org.openemm.web.mailloop.MailloopScreens;
import org.openemm.web.notification.NotificationScreens;
import org.openemm.web.pick.PickScreens;
import org.openemm.web.recipient.RecipientScreens;
import org.openemm.web.recipientreport.ReportScreens;
import org.openemm.web.route.RouteScreens;
import org.openemm.web.search.SearchScreens;
import org.openemm.web.statistics.StatisticsScreens;
import org.openemm.web.target.RuleScreens;
import org.openemm.web.target.TargetListScreens;
import org.openemm.web.target.TargetScreens;
import org.openemm.web.ui.AssetServlet;
import org.openemm.web.ui.Assets;
import org.openemm.web.ui.Banner;
import org.openemm.web.ui.InputReader;
import org.openemm.web.ui.Looks;
import org.openemm.web.ui.Menu;
import org.openemm.web.ui.PageHeaders;
import org.openemm.web.ui.Ui;
import org.openemm.web.ui.UiBinder;
import org.openemm.web.ui.UiSource;
import org.openemm.web.ui.ViewStatus;
import org.openemm.web.ui.ViewWriter;
import org.openemm.web.ui.table.TableScreens;

/**
 * The web application, put together: reads from top to bottom as what it consists of. A new family
 * of screens is one line in {@link #features}.
 */
public final class EmmApplication implements ServletContextListener {
    /** Texts that belong to no family of screens. */
    private static final List<String> COMMON_TEXTS =
            List.of(
                    "messages/web-ui",
                    "messages/account",
                    "messages/delivery",
                    "messages/mailing",
                    "messages/content",
                    "messages/tabular",
                    "messages/rules");

    /** Sessions end earlier, see {@link Sessions#IDLE}; this is when their memory is freed. */
    private static final int SESSION_MINUTES = (int) Sessions.IDLE.toMinutes() + 10;

    private static final Logger JERSEY_PROVIDERS =
            Logger.getLogger("org.glassfish.jersey.internal.inject.Providers");

    private static List<Feature> features(Core core) {
        Handbook handbook = new Handbook();
        return List.of(
                DashboardScreens.of(core),
                CalendarScreens.of(core),
                MailingScreens.of(core),
                MailboxScreens.of(core),
                RecipientScreens.of(core),
                BlocklistScreens.of(core),
                MailinglistScreens.of(core),
                ImportScreens.of(core),
                ImportProfileScreens.of(core),
                ReportScreens.of(core),
                DataSourceScreens.of(core),
                ExportScreens.of(core),
                TargetScreens.of(core),
                TargetListScreens.of(core),
                RuleScreens.of(core),
                StatisticsScreens.of(core),
                SearchScreens.of(core, handbook),
                HelpScreens.of(handbook),
                NotificationScreens.of(core),
                BrandScreens.of(core),
                RouteScreens.of(core),
                DkimScreens.of(core),
                MailloopScreens.of(core),
                BounceCheckScreens.of(core),
                TableScreens.feature(),
                PickScreens.of(core),
                AccountScreens.of(core),
                DesignSystemScreens.screens());
    }

    private static List<Banner.Source> banners(Core core) {
        return List.of(RouteScreens.banner(core), MailboxScreens.banner(core));
    }

    /** Public addresses of other servlets win over the pages because their mapping is longer. */
    @Override
    public void contextInitialized(ServletContextEvent event) {
        // Jersey warns that finished resource instances are no providers; they are not meant to be.
        JERSEY_PROVIDERS.setLevel(Level.SEVERE);
        ServletContext context = event.getServletContext();
        Core core = CoreListener.core(context);
        protectSession(context);
        context.addServlet("assets", new AssetServlet()).addMapping("/assets/*");
        ServletRegistration.Dynamic pages =
                context.addServlet("pages", new ServletContainer(pages(core)));
        pages.addMapping("/*");
        pages.setLoadOnStartup(1);
        core.jobEngine().start();
    }

    /** The cookie of the session is out of reach for scripts and for requests of other sites. */
    private static void protectSession(ServletContext context) {
        context.setSessionTrackingModes(Set.of(SessionTrackingMode.COOKIE));
        context.getSessionCookieConfig().setHttpOnly(true);
        context.getSessionCookieConfig().setAttribute("SameSite", "Lax");
        context.setSessionTimeout(SESSION_MINUTES);
    }

    private static ResourceConfig pages(Core core) {
        List<Feature> features = features(core);
        List<Object> resources =
                features.stream().flatMap(feature -> feature.resources().stream()).toList();
        AccessRules.check(resources);
        Sessions sessions = new Sessions(core.users(), core.clock());
        UiSource uis = new UiSource(frame(core, features), sessions);
        ResourceConfig config = new ResourceConfig();
        config.property(ServerProperties.WADL_FEATURE_DISABLE, true);
        config.property(ServerProperties.LOCATION_HEADER_RELATIVE_URI_RESOLUTION_DISABLED, true);
        config.register(MultiPartFeature.class);
        config.register(new UiBinder(uis));
        config.register(new AccessFilter(core.users(), sessions));
        config.register(new UploadLimit(core.settings()));
        config.register(new CsrfFilter(core.settings()));
        config.register(new InputReader());
        config.register(new ViewWriter(uis));
        config.register(new ViewStatus());
        config.register(new PageHeaders());
        config.register(new ErrorPages(uis));
        resources.forEach(config::register);
        return config;
    }

    private static Ui.Frame frame(Core core, List<Feature> features) {
        List<Menu.Entry> entries =
                features.stream().flatMap(feature -> feature.menu().stream()).toList();
        return new Ui.Frame(
                texts(features),
                new Assets(),
                new Menu(entries),
                banners(core),
                NotificationScreens.news(core),
                core.accounts().preferences(),
                new Looks(core.brands()),
                core.clock());
    }

    /** All texts of the pages and of the core features they show. */
    static Texts texts(List<Feature> features) {
        List<String> bundles = new ArrayList<>(COMMON_TEXTS);
        features.stream()
                .flatMap(
                        feature ->
                                Stream.of(
                                        "messages/" + feature.name(),
                                        "messages/web-" + feature.name()))
                .forEach(bundles::add);
        return Texts.load(EmmApplication.class.getClassLoader(), bundles, Profile.LANGUAGES);
    }
}
