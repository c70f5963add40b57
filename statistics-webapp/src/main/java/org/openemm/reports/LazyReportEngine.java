package org.openemm.reports;

import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;

/**
 * A report engine that starts beside the application instead of before it: pages answer at once,
 * and only the first report waits, if it comes within the first seconds. Thread-safe.
 */
final class LazyReportEngine implements AutoCloseable {
    private final Path workFolder;
    private final CompletableFuture<ReportEngine> engine = new CompletableFuture<>();
    private Thread starter;

    LazyReportEngine(Path workFolder) {
        this.workFolder = workFolder;
    }

    synchronized void startInBackground() {
        starter = new Thread(this::start, "report-engine-start");
        // BIRT finds its plug-ins through the class loader of the thread.
        starter.setContextClassLoader(getClass().getClassLoader());
        starter.start();
    }

    /**
     * The running engine; waits for its start.
     *
     * @throws IOException when it cannot be started
     */
    ReportEngine get() throws IOException {
        try {
            return engine.get();
        } catch (ExecutionException e) {
            throw new IOException("The report engine does not run", e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("Interrupted while waiting for the report engine", e);
        }
    }

    @Override
    public synchronized void close() {
        if (starter == null) {
            return;
        }
        try {
            starter.join();
            if (!engine.isCompletedExceptionally()) {
                engine.join().close();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void start() {
        try {
            engine.complete(ReportEngine.start(workFolder));
        } catch (IOException | RuntimeException | LinkageError e) {
            engine.completeExceptionally(e);
        }
    }
}
