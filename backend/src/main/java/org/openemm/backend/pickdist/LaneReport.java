package org.openemm.backend.pickdist;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.openemm.config.Home;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tells administrators why lanes wait, in the log and, for {@code bin/pickdist.sh status}, in a
 * file: neither needs the database. The file has its full size from the beginning and is written
 * over in place, so that it also works when the disk is full.
 */
public final class LaneReport implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(LaneReport.class);
    private static final Duration EVERY = Duration.ofMillis(500);
    private static final int SIZE = 4096;
    private static final byte FILLER = '\n';

    private final Dispatcher dispatcher;
    private final Path file;
    private final Map<String, String> logged = new HashMap<>();
    private String written;
    private boolean writable = true;
    private final ScheduledExecutorService timer =
            Executors.newSingleThreadScheduledExecutor(
                    task -> {
                        Thread thread = new Thread(task, "lane-report");
                        thread.setDaemon(true);
                        return thread;
                    });

    public LaneReport(Home home, Dispatcher dispatcher) {
        this.dispatcher = dispatcher;
        file = file(home);
    }

    public void start() {
        timer.scheduleWithFixedDelay(this::round, 0, EVERY.toMillis(), TimeUnit.MILLISECONDS);
    }

    /** What was said last holds no more. */
    @Override
    public void close() {
        timer.shutdown();
        try {
            if (timer.awaitTermination(1, TimeUnit.SECONDS)) {
                write("");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** A line per lane that waits, as the backend wrote it last: lane, colon, reason. */
    static List<String> read(Home home) throws IOException {
        Path file = file(home);
        return Files.exists(file)
                ? Files.readString(file).lines().filter(line -> !line.isBlank()).toList()
                : List.of();
    }

    private static Path file(Home home) {
        return home.varRun().resolve("pickdist.waits");
    }

    private void round() {
        try {
            Map<String, String> reasons = new TreeMap<>();
            if (dispatcher.tools().gate().isOpen()) {
                for (ServedRoute route : dispatcher.served()) {
                    route.lanes().forEach(lane -> reasons.put(lane.lane().label(), lane.reason()));
                }
            }
            log(reasons);
            StringBuilder text = new StringBuilder();
            reasons.forEach(
                    (lane, reason) -> {
                        if (!reason.isEmpty()) {
                            text.append(lane).append(": ").append(line(reason)).append('\n');
                        }
                    });
            write(text.toString());
        } catch (RuntimeException e) {
            LOG.warn("The state of the lanes cannot be told: {}", e.toString());
        }
    }

    /** Each beginning and each end once, whatever is said in between. */
    private void log(Map<String, String> reasons) {
        reasons.forEach(
                (lane, reason) -> {
                    String before = logged.getOrDefault(lane, "");
                    if (before.isEmpty() && !reason.isEmpty()) {
                        LOG.warn("Mails of {} wait. {}", lane, line(reason));
                    } else if (!before.isEmpty() && reason.isEmpty()) {
                        LOG.info("Mails of {} go on", lane);
                    }
                });
        logged.clear();
        logged.putAll(reasons);
    }

    private void write(String text) {
        if (text.equals(written)) {
            return;
        }
        ByteBuffer bytes = ByteBuffer.allocate(SIZE);
        byte[] own = text.getBytes(StandardCharsets.UTF_8);
        bytes.put(own, 0, Math.min(own.length, SIZE));
        while (bytes.hasRemaining()) {
            bytes.put(FILLER);
        }
        bytes.flip();
        try (FileChannel channel =
                FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
            channel.write(bytes, 0);
            written = text;
            writable = true;
        } catch (IOException e) {
            if (writable) {
                LOG.warn("{} cannot be written: {}", file, e.toString());
            }
            writable = false;
        }
    }

    private static String line(String reason) {
        return reason.replaceAll("\\s+", " ").strip();
    }
}
