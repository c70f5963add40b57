package org.openemm.soap;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Comparator;
import java.util.stream.Stream;
import org.apache.catalina.Context;
import org.apache.catalina.LifecycleException;
import org.apache.catalina.startup.Tomcat;
import org.openemm.Core;
import org.openemm.account.Actor;
import org.openemm.config.Home;
import org.openemm.servlet.CoreListener;
import org.openemm.testsupport.TestDatabase;

/** The SOAP application at /2.0 of an embedded Tomcat, with a user {@value #USER} of company 1. */
final class SoapServer implements AutoCloseable {
    static final String USER = "shop";
    static final String PASSWORD = "a-password-of-at-least-32-characters!";
    private static final String WSSE =
            "http://docs.oasis-open.org/wss/2004/01/oasis-200401-wss-wssecurity-secext-1.0.xsd";
    private static final String PROFILE =
            "http://docs.oasis-open.org/wss/2004/01/oasis-200401-wss-username-token-profile-1.0#";

    private final TestDatabase database = TestDatabase.create();
    private final Path home;
    private final Core core;
    private final Tomcat tomcat = new Tomcat();
    private final HttpClient client = HttpClient.newHttpClient();

    SoapServer() {
        try {
            home = Files.createTempDirectory("oemm-soap");
            Files.createDirectories(home.resolve("conf/keys"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        core = Core.open(database.dataSource(), new Home(home), Clock.systemUTC());
        core.accounts().webserviceUsers().create(Actor.system("test", 1), USER, PASSWORD);
        start();
    }

    private void start() {
        tomcat.setBaseDir(home.resolve("tomcat").toString());
        tomcat.setHostname("127.0.0.1");
        tomcat.setPort(0);
        tomcat.setAddDefaultWebXmlToWebapp(false);
        Context context =
                tomcat.addWebapp("/2.0", Path.of("src/main/webapp").toAbsolutePath().toString());
        context.setParentClassLoader(SoapServer.class.getClassLoader());
        ((org.apache.tomcat.util.scan.StandardJarScanner) context.getJarScanner())
                .setScanClassPath(false);
        CoreListener.use(context.getServletContext(), database.dataSource(), new Home(home));
        tomcat.getConnector().setProperty("address", "127.0.0.1");
        try {
            tomcat.start();
        } catch (LifecycleException e) {
            throw new IllegalStateException(e);
        }
    }

    Core core() {
        return core;
    }

    String address() {
        return "http://127.0.0.1:" + tomcat.getConnector().getLocalPort() + "/2.0/";
    }

    /**
     * A call with the password as text. The body's prefix {@code s} is the first schema's
     * namespace.
     */
    HttpResponse<String> call(String body) {
        return post(envelope(security(USER, PASSWORD), body));
    }

    static String security(String user, String password) {
        return "<wsse:Security xmlns:wsse=\"%s\" SOAP-ENV:mustUnderstand=\"1\"><wsse:UsernameToken><wsse:Username>%s</wsse:Username><wsse:Password Type=\"%sPasswordText\">%s</wsse:Password></wsse:UsernameToken></wsse:Security>"
                .formatted(WSSE, user, PROFILE, password);
    }

    static String envelope(String header, String body) {
        return "<SOAP-ENV:Envelope xmlns:SOAP-ENV=\"http://schemas.xmlsoap.org/soap/envelope/\" xmlns:s=\"http://agnitas.org/ws/schemas\"><SOAP-ENV:Header>%s</SOAP-ENV:Header><SOAP-ENV:Body>%s</SOAP-ENV:Body></SOAP-ENV:Envelope>"
                .formatted(header, body);
    }

    HttpResponse<String> post(String envelope) {
        return send(
                HttpRequest.newBuilder(URI.create(address()))
                        .header("Content-Type", "text/xml; charset=utf-8")
                        .header("SOAPAction", "\"\"")
                        .POST(BodyPublishers.ofString(envelope)));
    }

    HttpResponse<String> get(String path) {
        return send(HttpRequest.newBuilder(URI.create(address() + path)).GET());
    }

    HttpResponse<String> send(HttpRequest.Builder request) {
        try {
            return client.send(request.build(), BodyHandlers.ofString());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void close() {
        try {
            tomcat.stop();
            tomcat.destroy();
            core.close();
            database.close();
            try (Stream<Path> files = Files.walk(home)) {
                files.sorted(Comparator.reverseOrder()).forEach(file -> file.toFile().delete());
            }
        } catch (LifecycleException | IOException e) {
            throw new IllegalStateException(e);
        }
    }
}
