package org.openemm.database;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class CountedTest {
    private final AtomicLong millis = new AtomicLong();
    private final Counted counted = new Counted(new SteppedClock());
    private final AtomicLong rows = new AtomicLong(1);

    @AfterEach
    void close() {
        counted.close();
    }

    @Test
    void aCheapCountIsMadeAnewEachTime() {
        assertEquals(1, count(5));
        rows.set(2);
        assertEquals(2, count(5));
    }

    @Test
    void aCostlyCountServesTwentyTimesAsLongAsItTook() {
        assertEquals(1, count(500));
        rows.set(2);
        millis.addAndGet(9_999);
        assertEquals(1, count(500));
    }

    @Test
    void afterwardsTheOldNumberServesWhileTheNewOneIsCounted() throws InterruptedException {
        assertEquals(1, count(500));
        rows.set(2);
        millis.addAndGet(10_001);
        CountDownLatch done = new CountDownLatch(1);
        assertEquals(
                1L,
                counted.<Long>of(
                        "key",
                        () -> {
                            long number = take(500);
                            done.countDown();
                            return number;
                        }));
        assertEquals(true, done.await(30, TimeUnit.SECONDS));
        awaitSecond();
    }

    @Test
    void aVeryOldNumberIsCountedAgainBeforeItIsShown() {
        assertEquals(1, count(500));
        rows.set(2);
        millis.addAndGet(100_001);
        assertEquals(2, count(500));
    }

    @Test
    void countsOfDifferentThingsAreKeptApart() {
        assertEquals(1, count(500));
        rows.set(2);
        assertEquals(2L, counted.<Long>of("other", () -> take(500)));
    }

    @Test
    void aCountThatFailsIsTold() {
        assertThrows(
                IllegalStateException.class,
                () ->
                        counted.of(
                                "key",
                                () -> {
                                    throw new IllegalStateException("away");
                                }));
    }

    private void awaitSecond() {
        while (count(500) != 2) {
            Thread.onSpinWait();
        }
    }

    private long count(long cost) {
        return counted.<Long>of("key", () -> take(cost));
    }

    private long take(long cost) {
        millis.addAndGet(cost);
        return rows.get();
    }

    private final class SteppedClock extends Clock {
        @Override
        public ZoneId getZone() {
            return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(ZoneId zone) {
            return this;
        }

        @Override
        public Instant instant() {
            return Instant.EPOCH.plus(Duration.ofMillis(millis.get()));
        }
    }
}
