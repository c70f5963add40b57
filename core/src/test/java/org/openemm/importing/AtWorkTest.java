package org.openemm.importing;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** Steps of imports on several threads. */
class AtWorkTest {
    @Test
    void aStepThatIsAskedForWhileTheOneBeforeEndsIsDoneAfterItAndNeverForgotten() throws Exception {
        ScheduledExecutorService threads = Executors.newScheduledThreadPool(2);
        try {
            AtWork atWork = new AtWork(threads);
            List<String> done = new CopyOnWriteArrayList<>();
            CountDownLatch begun = new CountDownLatch(1);
            CountDownLatch mayEnd = new CountDownLatch(1);
            CountDownLatch ended = new CountDownLatch(1);
            threads.execute(
                    () ->
                            atWork.run(
                                    7,
                                    () -> {
                                        begun.countDown();
                                        waitFor(mayEnd);
                                        done.add("check");
                                    }));
            waitFor(begun);
            atWork.run(
                    7,
                    () -> {
                        done.add("write");
                        ended.countDown();
                    });
            assertTrue(atWork.contains(7));
            assertEquals(List.of(), done);
            atWork.run(8, () -> done.add("another import"));
            mayEnd.countDown();
            waitFor(ended);
            assertEquals(List.of("another import", "check", "write"), done);
        } finally {
            threads.shutdown();
            assertTrue(threads.awaitTermination(1, TimeUnit.MINUTES));
        }
    }

    @Test
    void aStepThatFailsDoesNotKeepTheNextFromBeingDone() {
        ScheduledExecutorService threads = Executors.newScheduledThreadPool(1);
        try {
            AtWork atWork = new AtWork(threads);
            try {
                atWork.run(
                        7,
                        () -> {
                            throw new IllegalStateException("broken");
                        });
            } catch (IllegalStateException expected) {
                assertEquals("broken", expected.getMessage());
            }
            assertFalse(atWork.contains(7));
        } finally {
            threads.shutdown();
        }
    }

    private static void waitFor(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
