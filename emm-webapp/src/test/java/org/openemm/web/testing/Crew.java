package org.openemm.web.testing;

import com.microsoft.playwright.Page;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReferenceArray;
import java.util.function.Function;

/**
 * Several browsers side by side on one application. Each has a thread and a window of its own,
 * because Playwright is not for several threads.
 */
public final class Crew implements AutoCloseable {
    /** A browser waits as often as it works: with fewer, processors have nothing to do. */
    private static final int LEAST = 3;

    private static final int MOST = 6;

    private final List<Member> members = new ArrayList<>();

    /**
     * @param window opens the window that a browser works in
     */
    public Crew(WebAppUnderTest app, Function<Chromium, Page> window) {
        int size = Math.max(LEAST, Math.min(MOST, Runtime.getRuntime().availableProcessors()));
        for (int i = 0; i < size; i++) {
            members.add(new Member(app, window));
        }
    }

    /**
     * Does the work for each thing, in any order, and answers the results in the order of things.
     */
    public <T, R> List<R> each(List<T> things, Work<T, R> work) {
        AtomicReferenceArray<R> results = new AtomicReferenceArray<>(things.size());
        AtomicInteger next = new AtomicInteger();
        List<Future<?>> running = new ArrayList<>();
        for (Member member : members.subList(0, Math.min(members.size(), things.size()))) {
            running.add(
                    member.thread.submit(
                            () -> {
                                int i = next.getAndIncrement();
                                while (i < things.size()) {
                                    results.set(i, member.work(work, things.get(i)));
                                    i = next.getAndIncrement();
                                }
                            }));
        }
        running.forEach(Crew::await);
        List<R> all = new ArrayList<>();
        for (int i = 0; i < things.size(); i++) {
            all.add(results.get(i));
        }
        return all;
    }

    @Override
    public void close() {
        members.stream().map(member -> member.thread.submit(member::close)).forEach(Crew::await);
        members.forEach(member -> member.thread.shutdown());
    }

    private static void await(Future<?> running) {
        try {
            running.get();
        } catch (ExecutionException e) {
            throw new IllegalStateException(e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    /** What is done for one thing. */
    public interface Work<T, R> {
        /**
         * @param browser of the window
         * @param page the window, as the thing before has left it
         */
        R with(Chromium browser, Page page, T thing);
    }

    /** A browser that is started when there is something to do for it. */
    private static final class Member {
        private final ExecutorService thread = Executors.newSingleThreadExecutor();
        private final WebAppUnderTest app;
        private final Function<Chromium, Page> window;
        private Chromium browser;
        private Page page;

        Member(WebAppUnderTest app, Function<Chromium, Page> window) {
            this.app = app;
            this.window = window;
        }

        <T, R> R work(Work<T, R> work, T thing) {
            if (browser == null) {
                browser = Chromium.on(app);
                page = window.apply(browser);
            }
            return work.with(browser, page, thing);
        }

        void close() {
            if (browser != null) {
                browser.close();
            }
        }
    }
}
