package org.openemm.backend;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.stream.IntStream;
import org.openemm.Core;
import org.openemm.account.Actor;
import org.openemm.backend.pickdist.PickdistCommand;
import org.openemm.config.Home;
import org.openemm.content.NamedAddress;
import org.openemm.delivery.Distribution;
import org.openemm.mailing.EmailSettings;
import org.openemm.mailing.MailingDraft;
import org.openemm.testsupport.FreePort;
import org.openemm.testsupport.TestDatabase;

/** A home directory with a database, a list with recipients, and mailings to send to them. */
final class SendFixture implements AutoCloseable {
    static final Actor ACTOR = Actor.system("test", 1);

    /** Only a defect waits so long; busy machines are slow. */
    private static final Duration PATIENCE = Duration.ofMinutes(5);

    final TestDatabase database;
    final Home home;
    final int xmlRpcPort = FreePort.next();
    final int mailboxPort = FreePort.next();
    final Core core;
    int list;
    private Connection lock;

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
    Process startBackend(String... options) throws IOException {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.add("-Xmx256m");
        command.addAll(List.of(options));
        command.addAll(
                List.of("-cp", System.getProperty("java.class.path"), Backend.class.getName()));
        ProcessBuilder builder = new ProcessBuilder(command);
        builder.environment().put("OPENEMM_HOME", home.root().toString());
        return builder.inheritIO().start();
    }

    /**
     * Somebody else changes a recipient: packages from his on cannot leave until {@link #release}.
     */
    void hold(int recipient) throws SQLException {
        lock = database.dataSource().getConnection();
        lock.setAutoCommit(false);
        try (var statement = lock.createStatement()) {
            statement.executeQuery(
                    "SELECT * FROM customer_1_tbl WHERE email = 'r"
                            + recipient
                            + "@list.example' FOR UPDATE");
        }
    }

    void release() throws SQLException {
        lock.rollback();
        lock.close();
        lock = null;
    }

    void releaseIfHeld() {
        if (lock != null) {
            try {
                release();
            } catch (SQLException e) {
                // The database was killed meanwhile.
            }
        }
    }

    /** What {@code bin/pickdist.sh} says: file locks hold between processes only. */
    String pickdist(String command) throws IOException {
        ProcessBuilder builder =
                new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx64m",
                        "-XX:TieredStopAtLevel=1",
                        "-XX:+UseSerialGC",
                        "-cp",
                        System.getProperty("java.class.path"),
                        PickdistCommand.class.getName(),
                        command);
        builder.environment().put("OPENEMM_HOME", home.root().toString());
        Process process = builder.redirectError(ProcessBuilder.Redirect.INHERIT).start();
        return new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
    }

    boolean isSent(int mailing) {
        return core.sending().progress(ACTOR, mailing).distribution() == Distribution.SENT;
    }

    /** Each of the recipients r1@… got exactly one mail, and all is on record like that. */
    void assertEveryoneOnce(int count, List<String> got, int mailing) {
        Set<String> once = new HashSet<>();
        assertEquals(List.of(), got.stream().filter(to -> !once.add(to)).toList(), "twice");
        assertEquals(
                List.of(),
                IntStream.rangeClosed(1, count)
                        .mapToObj(i -> "r" + i + "@list.example")
                        .filter(to -> !once.contains(to))
                        .toList(),
                "missing");
        assertEquals(count, once.size());
        assertEquals(
                "" + count,
                value(
                        "SELECT SUM(no_of_mailings) FROM mailing_account_tbl WHERE mailing_id = "
                                + mailing));
        assertEquals("" + count, value("SELECT COUNT(*) FROM mailtrack_1_tbl"));
        assertEquals("0", value("SELECT COUNT(*) FROM delivery_uncertain_tbl"));
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
        releaseIfHeld();
        core.close();
        database.close();
    }
}
