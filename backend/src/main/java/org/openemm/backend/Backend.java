package org.openemm.backend;

import java.io.IOException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;
import org.apache.commons.dbcp2.BasicDataSource;
import org.openemm.Core;
import org.openemm.backend.mailbox.MailboxServer;
import org.openemm.backend.maillog.MailLogFollower;
import org.openemm.backend.mailloop.Mailloop;
import org.openemm.backend.merger.EventMailer;
import org.openemm.backend.merger.Generation;
import org.openemm.backend.merger.Merger;
import org.openemm.backend.merger.MergerStore;
import org.openemm.backend.merger.Scheduler;
import org.openemm.backend.merger.Trigger;
import org.openemm.backend.pickdist.Dispatcher;
import org.openemm.backend.pickdist.Gate;
import org.openemm.backend.pickdist.LaneReport;
import org.openemm.backend.pickdist.LaneTools;
import org.openemm.backend.pickdist.MailingStates;
import org.openemm.backend.pickdist.ProcessList;
import org.openemm.backend.pickdist.RouteTrial;
import org.openemm.backend.pickdist.StateReporter;
import org.openemm.backend.pickdist.SystemRoute;
import org.openemm.backend.pickdist.Templates;
import org.openemm.backend.results.Bookkeeper;
import org.openemm.backend.spool.Spool;
import org.openemm.backend.xmlback.CompiledTemplate;
import org.openemm.backend.xmlback.PreviewAnswer;
import org.openemm.backend.xmlrpc.MergerCalls;
import org.openemm.backend.xmlrpc.RpcServer;
import org.openemm.backend.xmlrpc.TriggerCalls;
import org.openemm.config.DbCfg;
import org.openemm.config.Home;
import org.openemm.config.SystemCfg;
import org.openemm.database.DatabaseFailure;
import org.openemm.delivery.MergerClient;
import org.openemm.delivery.SendingNews;
import org.openemm.rendering.MailSigner;
import org.openemm.route.RouteDirectory;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The mail backend, one process: merger, dispatcher, renderer, mailer, bookkeeper and the built-in
 * mailbox. Ends cleanly on TERM: mails in flight are finished, everything else goes on with the
 * next start.
 */
public final class Backend implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Backend.class);
    private static final int MAILBOX_PORT = 8025;
    private static final int DATABASE_CONNECTIONS = 24;
    private static final Duration DATABASE_PATIENCE = Duration.ofSeconds(10);

    /** Closed in reverse order of start. */
    private final Deque<AutoCloseable> parts = new ArrayDeque<>();

    private Backend() {}

    public static void main(String[] arguments) throws Exception {
        Home home = Home.fromEnvironment();
        try {
            Backend backend = start(home, SystemCfg.read(home), Clock.systemDefaultZone());
            Runtime.getRuntime().addShutdownHook(new Thread(backend::close, "shutdown"));
            LOG.info("Backend started, home directory {}", home.root());
        } catch (IOException | IllegalArgumentException e) {
            LOG.error("The backend cannot start: {}", e.getMessage());
            System.exit(1);
        }
    }

    /**
     * Starts everything.
     *
     * @throws IOException when another backend uses this home, or a port is taken
     */
    public static Backend start(Home home, SystemCfg settings, Clock clock) throws IOException {
        Backend backend = new Backend();
        try {
            backend.begin(home, settings, clock);
            return backend;
        } catch (IOException | RuntimeException e) {
            backend.close();
            throw e;
        }
    }

    private void begin(Home home, SystemCfg settings, Clock clock) throws IOException {
        parts.push(onlyOne(home));
        String host = hostName();
        BasicDataSource pool = pool(home);
        parts.push(pool);
        Core core = Core.open(pool, home, clock);
        parts.push(core);

        int mailboxPort = settings.port("OPENEMM_MAILBOX_PORT", "mailbox-port", MAILBOX_PORT);
        MailboxServer mailbox = MailboxServer.start(core.mailbox(), mailboxPort, host);
        parts.push(mailbox);

        SendingNews news = new SendingNews(core.notifications(), core.systemMails());
        Spool spool = new Spool(home, clock);
        Bookkeeper bookkeeper = new Bookkeeper(home, spool, core.database(), clock, host, news);
        parts.push(bookkeeper);
        MailLogFollower mailLog = MailLogFollower.of(settings, core.database(), home, host, clock);
        parts.push(mailLog);
        MailingStates states = new MailingStates(core.database(), clock);
        parts.push(states);
        Gate gate = new Gate(home);
        parts.push(gate);
        Templates templates =
                new Templates(
                        CompiledTemplate.compiler(
                                clock, host, MailSigner.Source.with(core.dkim().box(), clock)));
        SystemRoute route = SystemRoute.of(settings, mailbox.port(), host);
        RouteDirectory directory = new RouteDirectory(core.database(), home);
        Dispatcher dispatcher =
                Dispatcher.start(
                        LaneTools.of(home, spool, gate, states, templates, clock),
                        directory,
                        route,
                        host);
        parts.push(dispatcher);
        parts.push(gate::shut);
        StateReporter reporter = new StateReporter(core.database(), clock, host, dispatcher);
        parts.push(reporter);
        LaneReport report = new LaneReport(home, dispatcher);
        parts.push(report);
        ProcessList processes = new ProcessList(dispatcher);
        parts.push(processes);

        MergerStore store = new MergerStore(core.database(), clock, host, news);
        Generation generation =
                new Generation(
                        core.database(),
                        spool,
                        core.targets()::expressionSql,
                        core.dkim().senders(),
                        clock,
                        host,
                        news,
                        dispatcher::wake);
        Merger merger = new Merger(store, generation, spool);
        parts.push(merger);
        Scheduler scheduler = new Scheduler(store, generation, merger, spool);
        parts.push(scheduler);
        EventMailer events =
                new EventMailer(
                        core.database(),
                        spool,
                        core.targets()::expressionSql,
                        core.dkim().senders(),
                        clock,
                        host,
                        dispatcher::wake);
        parts.push(events);
        RpcServer rpc =
                RpcServer.start(
                        settings.get("OPENEMM_XMLRPC_SERVER", "mailout-server").orElse("localhost"),
                        settings.port(
                                "OPENEMM_XMLRPC_PORT", "mailout-port", MergerClient.DEFAULT_PORT),
                        new MergerCalls(
                                merger::fire,
                                new PreviewAnswer(core.database(), core.previews())::answer,
                                new RouteTrial(directory, host)::answer),
                        new TriggerCalls(new Trigger(core.database(), merger)));
        parts.push(rpc);

        parts.push(Mailloop.start(core, settings, route.route(), host));

        sealOldKeys(core);
        states.start();
        bookkeeper.start();
        mailLog.start();
        reporter.start();
        report.start();
        processes.start();
        scheduler.start();
        events.start();
        LOG.info(
                "Mails go to {}{}",
                route.route().label(),
                route.route().port() == mailbox.port() ? " (built-in mailbox)" : "");
    }

    /** Nobody has to look at a key for it to be kept as it should be. */
    private static void sealOldKeys(Core core) {
        try {
            core.dkim().keys().sealOldForms();
        } catch (DatabaseFailure e) {
            LOG.info("DKIM keys are looked through at the next start: {}", e.getMessage());
        }
    }

    /** Ends in reverse order of start. */
    @Override
    public void close() {
        while (!parts.isEmpty()) {
            try {
                parts.pop().close();
            } catch (Exception e) {
                LOG.warn("While ending: {}", e.toString());
            }
        }
    }

    private static AutoCloseable onlyOne(Home home) throws IOException {
        Path file = home.varLock().resolve("backend.lock");
        Files.createDirectories(home.varLock());
        FileChannel channel =
                FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        FileLock lock = channel.tryLock();
        if (lock == null) {
            channel.close();
            throw new IOException("another backend works in " + home.root());
        }
        return channel;
    }

    private static BasicDataSource pool(Home home) throws IOException {
        Optional<DbCfg> configuration = DbCfg.find(home);
        DbCfg database =
                configuration.orElseThrow(
                        () -> new IOException("there is no database in " + home.etc() + "/dbcfg"));
        BasicDataSource pool = new BasicDataSource();
        pool.setUrl(database.jdbcUrl());
        pool.setUsername(database.user());
        pool.setPassword(database.password());
        pool.setMaxTotal(DATABASE_CONNECTIONS);
        pool.setMaxIdle(DATABASE_CONNECTIONS);
        pool.setMaxWait(DATABASE_PATIENCE);
        // A connection that the server closed is noticed before it is used.
        pool.setTestOnBorrow(true);
        pool.setValidationQueryTimeout(DATABASE_PATIENCE);
        return pool;
    }

    private static String hostName() {
        try {
            return InetAddress.getLocalHost().getCanonicalHostName();
        } catch (UnknownHostException e) {
            return "localhost";
        }
    }
}
