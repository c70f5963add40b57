package org.openemm.benchmarks;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Comparator;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;
import org.openemm.Core;
import org.openemm.account.Actor;
import org.openemm.backend.Backend;
import org.openemm.backend.spool.PackageName;
import org.openemm.backend.spool.PackageReader;
import org.openemm.backend.spool.Spool;
import org.openemm.backend.xmlback.CompiledTemplate;
import org.openemm.backend.xmlback.MailTemplate;
import org.openemm.config.Home;
import org.openemm.config.SystemCfg;
import org.openemm.content.NamedAddress;
import org.openemm.delivery.EventMails;
import org.openemm.delivery.SendOptions;
import org.openemm.mailing.EmailSettings;
import org.openemm.mailing.MailingDraft;
import org.openemm.mailing.MailingType;
import org.openemm.rendering.MailSigner;
import org.openemm.testsupport.FreePort;
import org.openemm.testsupport.TestDatabase;

/** A backend with a database and a list, ready to send the sample newsletter to a mail server. */
final class SendRig implements AutoCloseable {
    private static final long POLL_NANOS = 20_000_000;

    private final Actor actor = Actor.system("benchmark", 1);
    private final Path folder;
    private final TestDatabase database;
    private final Home home;
    private final Core core;
    private final Answers answers;
    private final Backend backend;
    private final int list;
    private final int recipients;
    private int bytesPerMail;

    SendRig(int port, int connections, int recipients) throws IOException {
        this.recipients = recipients;
        folder = Files.createTempDirectory("openemm-send");
        database = TestDatabase.create();
        home = home(folder, database, port, connections);
        core = Core.open(database.dataSource(), home, Clock.systemDefaultZone());
        answers = new Answers(home);
        backend = Backend.start(home, SystemCfg.read(home), Clock.systemDefaultZone());
        list = fill();
    }

    /** Sends to the first recipients and waits until all are sent. */
    Sent send(int maximum) throws IOException {
        int mailing = mailing("To " + maximum, MailingType.NORMAL);
        int expected = Math.min(maximum, recipients);
        SendOptions options = SendOptions.now();
        CpuTime cpu = CpuTime.now();
        long begun = System.nanoTime();
        int job =
                core.sending()
                        .world(
                                actor,
                                mailing,
                                maximum < recipients
                                        ? options.withMaxRecipients(maximum)
                                        : options);
        await("SELECT genstatus FROM maildrop_status_tbl WHERE status_id = " + job, "3");
        long generated = System.nanoTime();
        while (isUnderWay()) {
            LockSupport.parkNanos(POLL_NANOS);
        }
        long done = System.nanoTime();
        CpuTime used = CpuTime.now().minus(cpu);
        await(
                "SELECT SUM(no_of_mailings) FROM mailing_account_tbl WHERE maildrop_id = " + job,
                Integer.toString(expected));
        long bytes =
                Long.parseLong(
                        value(
                                "SELECT SUM(no_of_bytes) FROM mailing_account_tbl WHERE maildrop_id"
                                        + " = "
                                        + job));
        bytesPerMail = (int) (bytes / expected);
        return new Sent(
                expected, bytesPerMail, (done - begun) / 1e9, (generated - begun) / 1e9, used);
    }

    /** A mail of the last sending as it went over the wire. */
    byte[] sample() throws IOException {
        try (Stream<Path> files = Files.walk(home.spool(Spool.End.ARCHIVE.name()))) {
            Path last =
                    files.filter(file -> file.toString().endsWith(PackageName.PACKAGE))
                            .max(Comparator.naturalOrder())
                            .orElseThrow();
            try (PackageReader reader = new PackageReader(last)) {
                MailTemplate.Maker maker =
                        CompiledTemplate.compiler(
                                        Clock.systemUTC(),
                                        "mail.example.com",
                                        MailSigner.Source.NONE)
                                .compile(reader.snapshotJson())
                                .maker();
                PackageReader.Receiver first = reader.next();
                MailTemplate.Made made = maker.make(first.customerId(), first.row());
                return ((MailTemplate.Made.Mail) made).body();
            }
        }
    }

    /** Begins a mailing to everybody; returns its id. */
    int begin() {
        int mailing = mailing("To all", MailingType.NORMAL);
        core.sending().world(actor, mailing, SendOptions.now());
        return mailing;
    }

    /** Packages of lists are waiting or being sent. */
    boolean isUnderWay() throws IOException {
        return Answers.has(home.meta(), "W*.xml.gz") || Answers.has(home.incoming(), "W*.xml.gz");
    }

    /** Mails of a mailing that are booked. */
    long sent(int mailing) {
        return core.sending().progress(actor, mailing).sent();
    }

    /** A mailing that is sent on demand, to one recipient at a time. */
    int transactional() {
        int mailing = mailing("Welcome", MailingType.ACTION_BASED);
        core.sendings().activations().activate(actor, mailing);
        return mailing;
    }

    /** Seconds from the order of an action-based mail until the mail server has taken it. */
    double order(int mailing, long customer) throws IOException {
        return answers.secondsUntilTaken(
                mailing,
                () ->
                        core.sendings()
                                .eventMails()
                                .send(actor, mailing, customer, EventMails.Wish.now()));
    }

    /** Size of the mails of the last sending. */
    int bytes() {
        return bytesPerMail;
    }

    /**
     * Seconds from "send" of a fresh mailing to the first answer of the mail server; then the
     * mailing is stopped. Returns when nothing of it is left.
     */
    double first() throws IOException {
        int mailing = mailing("First", MailingType.NORMAL);
        answers.awaitNothing();
        long begun = System.nanoTime();
        int job = core.sending().world(actor, mailing, SendOptions.now());
        answers.awaitFirst(job);
        long first = System.nanoTime();
        core.sending().stop(actor, mailing);
        await("SELECT COUNT(*) FROM generation_tbl", "0");
        answers.awaitNothing();
        return (first - begun) / 1e9;
    }

    @Override
    public void close() throws IOException {
        backend.close();
        core.close();
        database.close();
        try (Stream<Path> files = Files.walk(folder)) {
            files.sorted(Comparator.reverseOrder()).forEach(file -> file.toFile().delete());
        }
    }

    private void await(String sql, String wanted) {
        while (!wanted.equals(value(sql))) {
            LockSupport.parkNanos(POLL_NANOS);
        }
    }

    private int fill() {
        int id = core.mailinglists().create(actor, "Benchmark", "");
        core.database()
                .run(
                        tx -> {
                            tx.sql()
                                    .execute(
                                            """
                                            INSERT INTO customer_1_tbl
                                                   (email, firstname, lastname, gender, mailtype,
                                                    creation_date, timestamp)
                                            SELECT CONCAT('r', seq, '@list.example'), 'Jürgen',
                                                   CONCAT('Müller-', seq), seq %% 3, 1, NOW(), NOW()
                                              FROM seq_1_to_%d
                                            """
                                                    .formatted(recipients));
                            tx.sql()
                                    .execute(
                                            """
                                            INSERT INTO customer_1_binding_tbl
                                                   (customer_id, mailinglist_id, user_type,
                                                    user_status, mediatype, creation_date, timestamp)
                                            SELECT customer_id, ?, 'W', 1, 0, NOW(), NOW()
                                              FROM customer_1_tbl
                                            """,
                                            id);
                        });
        return id;
    }

    private int mailing(String name, MailingType type) {
        NamedAddress from = NamedAddress.parse("News <news@sender.example>");
        int id =
                core.mailings()
                        .create(
                                actor,
                                MailingDraft.of(
                                        name,
                                        list,
                                        EmailSettings.of("Hello [agnFIRSTNAME]", from)));
        core.database()
                .run(
                        tx ->
                                tx.sql()
                                        .execute(
                                                "UPDATE mailing_tbl SET mailing_type = ? WHERE"
                                                        + " mailing_id = ?",
                                                type.code(),
                                                id));
        SampleNewsletter.save(core, actor, id);
        return id;
    }

    private String value(String sql) {
        return core.database()
                .inTransaction(
                        tx -> tx.sql().createQuery(sql).mapTo(String.class).findOne().orElse(null));
    }

    private static Home home(Path folder, TestDatabase database, int port, int connections)
            throws IOException {
        Home home = new Home(folder);
        Files.createDirectories(home.etc());
        Files.writeString(
                home.etc().resolve("dbcfg"),
                "openemm: dbms=mariadb, user=root, jdbc-connect=" + database.url() + "\n");
        Files.writeString(
                home.etc().resolve("system.cfg"),
                """
                mailout-port = %d
                mailbox-port = %d
                smtp-host = 127.0.0.1
                smtp-port = %d
                smtp-connections = %d
                """
                        .formatted(FreePort.next(), FreePort.next(), port, connections));
        return home;
    }

    /**
     * @param seconds from the click to the last answer
     * @param cpu of backend and database
     */
    record Sent(
            int mails, int bytesPerMail, double seconds, double generationSeconds, CpuTime cpu) {
        double perSecond() {
            return mails / seconds;
        }

        void print() {
            System.out.printf(
                    "%,d mails of %,d bytes in %.2f s (packages made after %.2f s): %,.0f mails/s,"
                            + " CPU per mail: backend %.0f µs, MariaDB %.0f µs%n",
                    mails,
                    bytesPerMail,
                    seconds,
                    generationSeconds,
                    perSecond(),
                    cpu.own() / mails / 1e3,
                    cpu.database() / mails / 1e3);
        }
    }
}
