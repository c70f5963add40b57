package org.openemm.servlet;

import jakarta.servlet.ServletContext;
import jakarta.servlet.ServletContextEvent;
import jakarta.servlet.ServletContextListener;
import java.nio.file.Path;
import java.time.Clock;
import javax.naming.InitialContext;
import javax.naming.NamingException;
import javax.sql.DataSource;
import org.openemm.Core;
import org.openemm.config.Home;

/**
 * Opens the {@link Core} of a web application before anything else of it starts, and closes it
 * last. Listed first in web.xml. The database need not be there yet: nothing is read at start.
 *
 * <p>The pool is the container's JNDI resource {@code jdbc/emm_db}; the home directory comes from
 * the system property {@code openemm.home} or the environment (OPENEMM_HOME).
 */
public final class CoreListener implements ServletContextListener {
    /** Tests put a finished pool here under the name of {@link DataSource}. */
    private static final String POOL = DataSource.class.getName();

    private static final String CORE = Core.class.getName();
    private static final String JNDI_NAME = "java:comp/env/jdbc/emm_db";

    /** The core of a web application; a listener further down in web.xml asks for it. */
    public static Core core(ServletContext context) {
        return (Core) context.getAttribute(CORE);
    }

    /** For tests: this pool and home instead of JNDI and environment. */
    public static void use(ServletContext context, DataSource pool, Home home) {
        context.setAttribute(POOL, pool);
        context.setAttribute(Home.class.getName(), home);
    }

    @Override
    public void contextInitialized(ServletContextEvent event) {
        ServletContext context = event.getServletContext();
        Home home = home(context);
        Logging.start(home, applicationName(context));
        context.setAttribute(CORE, Core.open(pool(context), home, Clock.systemUTC()));
    }

    @Override
    public void contextDestroyed(ServletContextEvent event) {
        Core core = core(event.getServletContext());
        if (core != null) {
            core.close();
        }
        Logging.stop();
    }

    private static Home home(ServletContext context) {
        if (context.getAttribute(Home.class.getName()) instanceof Home given) {
            return given;
        }
        String property = System.getProperty("openemm.home", "");
        return property.isBlank()
                ? Home.fromEnvironment()
                : new Home(Path.of(property).toAbsolutePath().normalize());
    }

    // The name is a constant and the directory is the container's own.
    @SuppressWarnings("BanJNDI")
    private static DataSource pool(ServletContext context) {
        if (context.getAttribute(POOL) instanceof DataSource given) {
            return given;
        }
        try {
            return (DataSource) new InitialContext().lookup(JNDI_NAME);
        } catch (NamingException e) {
            throw new IllegalStateException(
                    "The container offers no connection pool " + JNDI_NAME + ": see context.xml",
                    e);
        }
    }

    /** Name of the log file: emm, webservices, statistics. */
    private static String applicationName(ServletContext context) {
        String name = context.getInitParameter("application");
        return name == null ? "emm" : name;
    }
}
