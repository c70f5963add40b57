package org.openemm.backend;

import java.io.IOException;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import org.openemm.Core;
import org.openemm.account.Actor;
import org.openemm.config.Home;
import org.openemm.content.NamedAddress;
import org.openemm.mailing.EmailSettings;
import org.openemm.mailing.MailingDraft;
import org.openemm.testsupport.TestDatabase;

/** A home directory with a database, a list with recipients, and mailings to send to them. */
final class SendFixture implements AutoCloseable {
    static final Actor ACTOR = Actor.system("test", 1);

    /** Only a defect waits so long; busy machines are slow. */
    private static final Duration PATIENCE = Duration.ofMinutes(5);

    final TestDatabase database;
    final Home home;
    final int xmlRpcPort = freePort();
    final int mailboxPort = freePort();
    final Core core;
    int list;

    SendFixture(Path folder) throws IOException {
        this(folder, TestDatabase.create());
    }

    /** Closes the database, too. */
    SendFixture(Path folder, TestDatabase database) throws IOException {
        this.database = database;
        home = new Home(folder);
        Files.createDirectories(home.etc());
        Files.writeString(
                home.etc().resolve("dbcfg"),
                "openemm: dbms=mariadb, host=127.0.0.1, user=root, password=, jdbc-connect="
                        + database.url()
                        + "\n");
        settings("");
        core = Core.open(database.dataSource(), home, Clock.systemDefaultZone());
        list = core.mailinglists().create(ACTOR, "Trial", "");
    }

    /** Writes etc/system.cfg with the ports of this fixture and these lines. */
    void settings(String more) throws IOException {
        Files.writeString(
                home.etc().resolve("system.cfg"),
                "mailout-port = %d\nmailbox-port = %d\n%s\n"
                        .formatted(xmlRpcPort, mailboxPort, more));
    }

    /** Adds recipients r1@… to the list; their ids begin with the returned one. */
    long addRecipients(int count) {
        return core.database()
                .inTransaction(
                        tx -> {
                            tx.sql()
                                    .execute(
                                            """
                                            INSERT INTO customer_1_tbl
                                                   (email, firstname, lastname, gender, mailtype,
                                                    creation_date, timestamp)
                                            SELECT CONCAT('r', seq, '@list.example'), 'Jürgen',
                                                   CONCAT('Nr', seq), 0, 1, NOW(), NOW()
                                              FROM seq_1_to_%d
                                            """
                                                    .formatted(count));
                            tx.sql()
                                    .execute(
                                            """
                                            INSERT INTO customer_1_binding_tbl
                                                   (customer_id, mailinglist_id, user_type,
                                                    user_status, mediatype, creation_date, timestamp)
                                            SELECT customer_id, ?, 'W', 1, 0, NOW(), NOW()
                                              FROM customer_1_tbl WHERE email LIKE 'r%@list.example'
                                            """,
                                            list);
                            return tx.sql()
                                    .createQuery(
                                            "SELECT customer_id FROM customer_1_tbl WHERE email ="
                                                    + " 'r1@list.example'")
                                    .mapTo(Long.class)
                                    .one();
                        });
    }

    void setType(String email, String userType) {
        core.database()
                .run(
                        tx ->
                                tx.sql()
                                        .execute(
                                                "UPDATE customer_1_binding_tbl b JOIN"
                                                    + " customer_1_tbl c USING (customer_id) SET"
                                                    + " b.user_type = ? WHERE c.email = ?",
                                                userType,
                                                email));
    }

    int mailing(String subject) {
        int id =
                core.mailings()
                        .create(
                                ACTOR,
                                MailingDraft.of(
                                        "Trial " + subject,
                                        list,
                                        EmailSettings.of(
                                                subject,
                                                NamedAddress.parse("News <news@sender.example>"))));
        core.mailingContents()
                .save(
                        ACTOR,
                        id,
                        "<html><body><p>Dear [agnFIRSTNAME] [agnLASTNAME]</p>"
                                + "<a href=\"https://shop.example/\">Shop</a></body></html>",
                        "Dear [agnFIRSTNAME] [agnLASTNAME]\nhttps://shop.example/\n",
                        core.mailingContents().get(ACTOR, id).version());
        return id;
    }

    /** The backend as a process of its own, which a test may kill. */
    Process startBackend() throws IOException {
        ProcessBuilder builder =
                new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx256m",
                        "-cp",
                        System.getProperty("java.class.path"),
                        Backend.class.getName());
        builder.environment().put("OPENEMM_HOME", home.root().toString());
        return builder.inheritIO().start();
    }

    String value(String sql) {
        return core.database()
                .inTransaction(
                        tx -> tx.sql().createQuery(sql).mapTo(String.class).findOne().orElse(null));
    }

    static void await(BooleanSupplier condition) {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        while (!condition.getAsBoolean()) {
            if (System.nanoTime() > deadline) {
                throw new AssertionError("Not within " + PATIENCE);
            }
            LockSupport.parkNanos(20_000_000);
        }
    }

    @Override
    public void close() {
        core.close();
        database.close();
    }

    private static int freePort() {
        try (ServerSocket socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }
}
