package org.openemm.backend.mailloop;

import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.openemm.Core;
import org.openemm.backend.smtp.Route;
import org.openemm.bounce.Bounces;
import org.openemm.company.UidKeys;
import org.openemm.config.Home;
import org.openemm.config.SystemCfg;
import org.openemm.route.RouteDirectory;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Everything that takes in what comes back: milter at {@code var/run/bav.sock}, LMTP at {@code
 * var/run/lmtp.sock}, the files for the mail server, and the workshop.
 *
 * <p>Settings in etc/system.cfg: {@code milter-port} and {@code lmtp-port} (loopback, none by
 * default), {@code mailloop-transport} ({@code mailloop:}), {@code mailloop-map-type} ({@code
 * hash}), {@code mailloop-workers}, {@code filter-local-hostnames}.
 */
public final class Mailloop implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Mailloop.class);
    private static final Duration REFRESH = Duration.ofSeconds(30);
    private static final Duration NOTE = Duration.ofSeconds(5);
    private static final Duration ASK = Duration.ofSeconds(1);
    private static final long MOST_WAITING = 200_000;
    private static final int MOST_WORKERS = 64;

    private final FilterWatch filters;
    private final IncomingSpool spool;
    private final IntakeCounts counts;
    private final Workshop workshop;
    private final Listener milter;
    private final Listener lmtp;
    private final ScheduledExecutorService timer =
            Executors.newScheduledThreadPool(
                    3,
                    task -> {
                        Thread thread = new Thread(task, "mailloop-timer");
                        thread.setDaemon(true);
                        return thread;
                    });

    private Mailloop(Core core, SystemCfg settings, Route route, String host) throws IOException {
        Home home = core.home();
        Clock clock = core.clock();
        spool = new IncomingSpool(home, clock);
        counts = new IntakeCounts(home, clock);
        filters =
                new FilterWatch(
                        core.mailloop().directory(),
                        new RoutingFiles(
                                home,
                                settings.get("mailloop-transport").orElse("mailloop:"),
                                settings.get("mailloop-map-type").orElse("hash")));
        UidKeys keys = UidKeys.ofPresent(core.database(), clock);
        workshop =
                new Workshop(
                        spool,
                        new Reader(
                                filters, new Scanners(core.database(), home, keys::verify, clock)),
                        new Desk(
                                core.database(),
                                core.messages(),
                                new Bounces(),
                                new Subscriptions(core.mailloop().doubleOptIn(), filters, clock),
                                new AutomaticAnswers(core.sendings().eventMails(), clock)),
                        new Forwarder(route),
                        filters,
                        new MailloopLog(home, clock),
                        counts,
                        core.database(),
                        clock);
        Deque<Listener> begun = new ArrayDeque<>();
        try {
            LocalHosts localHosts = LocalHosts.of(settings);
            begun.push(
                    Listener.start(
                            "milter",
                            home.varRun().resolve("bav.sock"),
                            port(settings, "OPENEMM_MILTER_PORT", "milter-port"),
                            clock,
                            streams ->
                                    new MilterSession(
                                                    new MilterWire(streams.in(), streams.out()),
                                                    filters::book,
                                                    localHosts,
                                                    counts::accepted)
                                            .run()));
            milter = begun.peek();
            LmtpSession.Limits limits = new LmtpSession.Limits(Reader.MOST_BYTES, MOST_WAITING);
            begun.push(
                    Listener.start(
                            "lmtp",
                            home.varRun().resolve("lmtp.sock"),
                            port(settings, "OPENEMM_LMTP_PORT", "lmtp-port"),
                            clock,
                            streams ->
                                    new LmtpSession(
                                                    streams,
                                                    filters::book,
                                                    spool,
                                                    limits,
                                                    host,
                                                    workshop::wake)
                                            .run()));
            lmtp = begun.peek();
        } catch (IOException | RuntimeException e) {
            for (Listener listener : begun) {
                listener.close();
            }
            timer.shutdownNow();
            throw e;
        }
        int workers = workers(settings);
        timer.scheduleWithFixedDelay(
                filters::refresh, 0, REFRESH.toMillis(), TimeUnit.MILLISECONDS);
        QuestionPost questions =
                new QuestionPost(
                        core.mailloop().questions(),
                        new RouteDirectory(core.database(), home),
                        route.withConnections(1),
                        core.dkim().box(),
                        clock);
        timer.scheduleWithFixedDelay(
                questions::send, ASK.toMillis(), ASK.toMillis(), TimeUnit.MILLISECONDS);
        timer.scheduleWithFixedDelay(this::note, 0, NOTE.toMillis(), TimeUnit.MILLISECONDS);
        workshop.start(workers);
    }

    /**
     * Begins to take messages in.
     *
     * @param route where replies are forwarded through
     * @param host name of this machine
     * @throws IOException when a port is taken or the spool cannot be written
     */
    public static Mailloop start(Core core, SystemCfg settings, Route route, String host)
            throws IOException {
        return new Mailloop(core, settings, route, host);
    }

    /** Reads the filters now; what changed is in force when this returns. */
    public void refresh() {
        filters.refresh();
    }

    /** Takes nothing in any more, and finishes what is being worked with. */
    @Override
    public void close() throws IOException {
        milter.close();
        lmtp.close();
        workshop.close();
        timer.shutdownNow();
        note();
    }

    private void note() {
        try {
            counts.write(milter.isListening(), lmtp.isListening(), spool);
        } catch (RuntimeException e) {
            LOG.warn("The status of incoming messages cannot be noted: {}", e.toString());
        }
    }

    private static int port(SystemCfg settings, String variable, String key) {
        return settings.get(variable, key).filter(value -> !value.isBlank()).isEmpty()
                ? 0
                : settings.port(variable, key, 0);
    }

    private static int workers(SystemCfg settings) {
        String value = settings.get("mailloop-workers").orElse("").trim();
        if (value.isEmpty()) {
            return Math.max(2, Math.min(4, Runtime.getRuntime().availableProcessors()));
        }
        if (value.matches("\\d{1,2}")) {
            int count = Integer.parseInt(value);
            if (count >= 1 && count <= MOST_WORKERS) {
                return count;
            }
        }
        throw new IllegalArgumentException(
                "mailloop-workers in etc/system.cfg must be a number from 1 to "
                        + MOST_WORKERS
                        + ", not \""
                        + value
                        + "\"");
    }
}
