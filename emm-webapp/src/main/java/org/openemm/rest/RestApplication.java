package org.openemm.rest;

import jakarta.servlet.ServletContext;
import jakarta.servlet.ServletContextEvent;
import jakarta.servlet.ServletContextListener;
import jakarta.servlet.ServletRegistration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.openemm.Core;
import org.openemm.account.RestLogins;
import org.openemm.i18n.Texts;
import org.openemm.remote.RestCalls;
import org.openemm.remote.RestQuotas;
import org.openemm.servlet.CoreListener;

/**
 * Composition of the REST interface: its services and who checks them. Listed in web.xml behind the
 * core. A new service is one line in {@link #services}.
 */
public final class RestApplication implements ServletContextListener {
    private static final List<String> TEXTS =
            List.of(
                    "messages/account",
                    "messages/recipient",
                    "messages/mailinglist",
                    "messages/mailing",
                    "messages/content",
                    "messages/delivery",
                    "messages/target");

    private static List<Service> services(Core core, RestLogins logins, Texts texts) {
        return List.of(
                LoginService.of(logins),
                MailingService.of(core, texts),
                SendService.of(core),
                RecipientService.of(core),
                MailinglistService.of(core),
                BindingService.of(core),
                TargetService.of(core),
                BlocklistService.of("blacklist", core.blocklist()),
                BlocklistService.of("blocklist", core.blocklist()));
    }

    @Override
    public void contextInitialized(ServletContextEvent event) {
        ServletContext context = event.getServletContext();
        Core core = CoreListener.core(context);
        ServletRegistration.Dynamic rest = context.addServlet("rest", servlet(core));
        rest.addMapping("/restful/*");
        rest.setLoadOnStartup(1);
    }

    private static RestServlet servlet(Core core) {
        Texts texts = Texts.load(RestApplication.class.getClassLoader(), TEXTS, List.of("en"));
        RestLogins logins = core.users().restLogins();
        Map<String, Service> byName = new LinkedHashMap<>();
        services(core, logins, texts).forEach(service -> byName.put(service.name(), service));
        return new RestServlet(
                new Callers(logins),
                byName,
                OpenApi.of(byName.values()),
                new RestQuotas(core.database(), core.settings(), core.clock()),
                new RestCalls(core.database(), core.clock()),
                core.settings(),
                new Refusals(texts),
                new Answers(core.clock()));
    }
}
