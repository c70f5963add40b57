package org.openemm.benchmarks;

import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.nio.file.Path;
import java.util.logging.Level;
import java.util.logging.Logger;
import javax.sql.DataSource;
import org.apache.catalina.Context;
import org.apache.catalina.LifecycleException;
import org.apache.catalina.startup.Tomcat;
import org.openemm.config.Home;

/** One Tomcat with the web application at / and a bare servlet at /bare. */
final class RedirectServer implements AutoCloseable {
    private static final Logger TOMCAT_LOG = Logger.getLogger("org.apache");
    private final Tomcat tomcat;

    private RedirectServer(Tomcat tomcat) {
        this.tomcat = tomcat;
    }

    /**
     * @param war the unpacked web application; its classes are its own
     */
    static RedirectServer start(DataSource pool, Home home, Path war, Path folder)
            throws LifecycleException {
        TOMCAT_LOG.setLevel(Level.SEVERE);
        System.setProperty("openemm.home", home.root().toString());
        Tomcat tomcat = new Tomcat();
        tomcat.setBaseDir(folder.resolve("tomcat").toString());
        tomcat.setPort(0);
        tomcat.setAddDefaultWebXmlToWebapp(false);
        tomcat.getConnector().setProperty("address", "127.0.0.1");
        Context emm = tomcat.addWebapp("", war.toAbsolutePath().toString());
        emm.getServletContext().setAttribute(DataSource.class.getName(), pool);
        Context bare = tomcat.addContext("/bare", folder.toString());
        Tomcat.addServlet(bare, "bare", new BareServlet());
        bare.addServletMappingDecoded("/*", "bare");
        tomcat.start();
        if (!emm.getState().isAvailable()) {
            throw new LifecycleException("The web application has not started");
        }
        return new RedirectServer(tomcat);
    }

    /** Address in front of which the path of a click is put. */
    String redirect() {
        return "http://127.0.0.1:" + tomcat.getConnector().getLocalPort();
    }

    String bare() {
        return redirect() + "/bare";
    }

    @Override
    public void close() throws LifecycleException {
        tomcat.stop();
        tomcat.destroy();
    }

    private static final class BareServlet extends HttpServlet {
        private static final long serialVersionUID = 1L;

        @Override
        protected void doGet(HttpServletRequest request, HttpServletResponse response) {
            response.setStatus(HttpServletResponse.SC_FOUND);
            response.setHeader("Location", "https://shop.example/c/1?utm_source=newsletter");
        }
    }
}
