package org.openemm.web.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import javax.sql.DataSource;
import org.apache.catalina.Context;
import org.apache.catalina.LifecycleException;
import org.apache.catalina.startup.Tomcat;
import org.apache.tomcat.util.scan.StandardJarScanner;
import org.openemm.Core;
import org.openemm.account.Actor;
import org.openemm.account.Passwords;
import org.openemm.config.Home;
import org.openemm.servlet.CoreListener;
import org.openemm.testsupport.DnsServer;
import org.openemm.testsupport.TestDatabase;

/**
 * The web application on an embedded Tomcat at a random port, with a fresh database of company 1
 * and a home directory of its own. User {@value #MASTER} has all rights of the open edition and the
 * password {@value #PASSWORD}, which need not be changed.
 */
public final class WebAppUnderTest implements AutoCloseable {
    /** The user with all rights. */
    public static final String MASTER = "emm-master";

    /** Everybody's password. */
    public static final String PASSWORD = "Test-Passw0rd";

    /** Of {@link #PASSWORD}, without the text of a salt file: that home has none. */
    private static final String HASH = Passwords.of(new Home(Path.of("none"))).hash(PASSWORD);

    private final TestDatabase database;
    private final Path home;
    private final Postbox postbox;
    private final DnsServer dns;
    private final Core core;
    private final Tomcat tomcat;

    private WebAppUnderTest(
            TestDatabase database, DataSource pool, Path home, Postbox postbox, DnsServer dns) {
        this.database = database;
        this.home = home;
        this.postbox = postbox;
        this.dns = dns;
        this.core = Core.open(database.dataSource(), new Home(home), Clock.systemUTC());
        this.tomcat = startTomcat(pool, home);
    }

    public static WebAppUnderTest start() {
        TestDatabase database = TestDatabase.create();
        return start(database, database.dataSource(), false);
    }

    /** The {@link #postbox} counts as a mail server outside, so mails leave the system. */
    public static WebAppUnderTest startWithMailServer() {
        TestDatabase database = TestDatabase.create();
        return start(database, database.dataSource(), true);
    }

    /** With a database that the test can take away from the application. */
    public static WebAppUnderTest start(DatabaseSwitch pool) {
        TestDatabase database = TestDatabase.create();
        pool.connect(database.dataSource());
        return start(database, pool, false);
    }

    private static WebAppUnderTest start(
            TestDatabase database, DataSource pool, boolean mailServer) {
        try {
            Path home = Files.createTempDirectory("oemm-web");
            Files.createDirectories(home.resolve("conf/keys"));
            Postbox postbox = new Postbox();
            DnsServer dns = new DnsServer();
            Files.createDirectories(home.resolve("etc"));
            Files.writeString(
                    home.resolve("etc/system.cfg"),
                    (mailServer ? "smtp-host = 127.0.0.1\nsmtp-port = " : "mailbox-port = ")
                            + postbox.port()
                            + "\ndns-server = "
                            + dns.address()
                            + "\n");
            WebAppUnderTest app = new WebAppUnderTest(database, pool, home, postbox, dns);
            app.givePassword(MASTER);
            return app;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Address without trailing slash. */
    public String address() {
        return "http://127.0.0.1:" + tomcat.getConnector().getLocalPort();
    }

    /**
     * The domain on the same database, for preparing and looking. Caches are not shared with the
     * application.
     */
    public Core core() {
        return core;
    }

    /** Takes the mails of the system. */
    public Postbox postbox() {
        return postbox;
    }

    /** What the application asks for records. */
    public DnsServer dns() {
        return dns;
    }

    public TestDatabase database() {
        return database;
    }

    /** A browser of somebody who has not logged in. */
    public Browser browser() {
        return new Browser(address());
    }

    /** A browser in which {@value #MASTER} has logged in. */
    public Browser loggedIn() {
        return loggedIn(MASTER);
    }

    /** A browser in which this user has logged in. */
    public Browser loggedIn(String username) {
        Browser browser = browser();
        browser.logIn(username, PASSWORD);
        return browser;
    }

    /** {@value #MASTER} as an actor for services. */
    public Actor master() {
        int id = adminId(MASTER);
        return core.users().known(id).orElseThrow().actor();
    }

    /** A further user of company 1 with just these rights. */
    public void createUser(String username, String... rights) {
        core.database()
                .run(
                        tx -> {
                            int id =
                                    tx.sql()
                                            .createUpdate(
                                                    """
                                                    INSERT INTO admin_tbl (username, company_id, admin_lang, admin_country, admin_timezone)
                                                    VALUES (:username, 1, 'en', 'GB', 'Europe/Berlin')
                                                    """)
                                            .bind("username", username)
                                            .executeAndReturnGeneratedKeys("admin_id")
                                            .mapTo(int.class)
                                            .one();
                            for (String right : List.of(rights)) {
                                tx.sql()
                                        .execute(
                                                "INSERT INTO admin_permission_tbl (admin_id,"
                                                        + " permission_name) VALUES (?, ?)",
                                                id,
                                                right);
                            }
                        });
        givePassword(username);
    }

    @Override
    public void close() {
        try {
            tomcat.stop();
            tomcat.destroy();
        } catch (LifecycleException e) {
            throw new IllegalStateException(e);
        }
        core.close();
        postbox.close();
        dns.close();
        database.close();
        deleteHome();
    }

    private void givePassword(String username) {
        core.database()
                .run(
                        tx ->
                                tx.sql()
                                        .createUpdate(
                                                """
                                                UPDATE admin_tbl
                                                   SET secure_password_hash = :hash, pwdchange_date = :now, admin_lang = 'en'
                                                 WHERE username = :username
                                                """)
                                        .bind("hash", HASH)
                                        .bind("now", Instant.now())
                                        .bind("username", username)
                                        .execute());
    }

    private int adminId(String username) {
        return core.database()
                .inTransaction(
                        tx ->
                                tx.sql()
                                        .createQuery(
                                                "SELECT admin_id FROM admin_tbl WHERE username ="
                                                        + " :name")
                                        .bind("name", username)
                                        .mapTo(int.class)
                                        .one());
    }

    private static Tomcat startTomcat(DataSource pool, Path home) {
        Tomcat tomcat = new Tomcat();
        tomcat.setBaseDir(home.resolve("tomcat").toString());
        tomcat.setPort(0);
        tomcat.setAddDefaultWebXmlToWebapp(false);
        tomcat.getConnector().setProperty("address", "127.0.0.1");
        // As the shipped server.xml has it.
        tomcat.getConnector().setProperty("compression", "on");
        Context context =
                tomcat.addWebapp("", Path.of("src/main/webapp").toAbsolutePath().toString());
        context.setParentClassLoader(WebAppUnderTest.class.getClassLoader());
        ((StandardJarScanner) context.getJarScanner()).setScanClassPath(false);
        CoreListener.use(context.getServletContext(), pool, new Home(home));
        try {
            tomcat.start();
        } catch (LifecycleException e) {
            throw new IllegalStateException(e);
        }
        if (!context.getState().isAvailable()) {
            throw new IllegalStateException("The application has not started: see the log");
        }
        return tomcat;
    }

    private void deleteHome() {
        try (Stream<Path> files = Files.walk(home)) {
            files.sorted(Comparator.reverseOrder()).forEach(file -> file.toFile().delete());
        } catch (IOException e) {
            // A leftover in the temporary folder harms nobody.
        }
    }
}
