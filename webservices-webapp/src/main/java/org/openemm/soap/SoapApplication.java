package org.openemm.soap;

import jakarta.servlet.DispatcherType;
import jakarta.servlet.ServletContext;
import jakarta.servlet.ServletContextEvent;
import jakarta.servlet.ServletContextListener;
import java.util.EnumSet;
import java.util.List;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.openemm.Core;
import org.openemm.account.WebserviceLogins;
import org.openemm.i18n.Texts;
import org.openemm.servlet.CoreListener;

/**
 * Composition of the SOAP interface: its operations and who checks them. Listed in web.xml behind
 * the core.
 */
public final class SoapApplication implements ServletContextListener {
    /**
     * The runtime logs every fault with its stack; what is worth it, we log ourselves. Held, or the
     * level is forgotten.
     */
    private static final Logger RUNTIME_FAULTS =
            Logger.getLogger("com.sun.xml.ws.server.SyncProviderInvokerTube");

    private Authentication authentication;
    private Operations operations;
    private Texts texts;

    static SoapApplication of(ServletContext context) {
        return (SoapApplication) context.getAttribute(SoapApplication.class.getName());
    }

    @Override
    public void contextInitialized(ServletContextEvent event) {
        RUNTIME_FAULTS.setLevel(Level.OFF);
        ServletContext context = event.getServletContext();
        Core core = CoreListener.core(context);
        texts =
                Texts.load(
                        SoapApplication.class.getClassLoader(),
                        List.of(
                                "messages/recipient",
                                "messages/mailinglist",
                                "messages/mailing",
                                "messages/content",
                                "messages/delivery",
                                "messages/target"),
                        List.of("en"));
        authentication =
                new Authentication(
                        new WebserviceLogins(
                                core.database(),
                                core.accounts().webserviceUsers(),
                                core.settings(),
                                core.clock()));
        operations =
                new Operations(
                        List.of(
                                new AddSubscriber(core.recipients(), core.profileFields()),
                                new GetSubscriber(core.recipients(), core.profileFields()),
                                new FindSubscriber(core.recipients()),
                                new UpdateSubscriber(
                                        core.recipients(), core.profileFields(), core.database()),
                                new DeleteSubscriber(core.recipients()),
                                new SetSubscriberBinding(
                                        core.recipients(),
                                        core.mailinglists(),
                                        core.bindings(),
                                        core.mailings()),
                                new GetSubscriberBinding(core.bindings()),
                                new ListMailinglists(core.mailinglists()),
                                new AddMailinglist(core.mailinglists()),
                                new ListMailings(core.mailings()),
                                new SendMailing(
                                        core.mailings(),
                                        core.mailingChecks(),
                                        core.sendings().expected(),
                                        core.sending(),
                                        core.clock()),
                                new GetMailingStatus(core.mailings())));
        context.setAttribute(SoapApplication.class.getName(), this);
        context.addFilter("soap-gate", new SoapGate(operations, new Wsdl(core.settings())))
                .addMappingForUrlPatterns(EnumSet.of(DispatcherType.REQUEST), true, "/*");
    }

    Authentication authentication() {
        return authentication;
    }

    Operations operations() {
        return operations;
    }

    Texts texts() {
        return texts;
    }
}
