package org.openemm.benchmarks;

import com.sun.management.GarbageCollectionNotificationInfo;
import java.lang.management.GarbageCollectorMXBean;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryUsage;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import javax.management.ListenerNotFoundException;
import javax.management.Notification;
import javax.management.NotificationEmitter;
import javax.management.NotificationListener;
import javax.management.openmbean.CompositeData;

/**
 * The most heap that was still in use after a garbage collection, from its making until it is
 * closed: what a program needs, as opposed to what the collector let it use.
 */
final class HeapPeak implements AutoCloseable {
    private static final long MEGABYTE = 1024 * 1024;

    private final AtomicLong peak = new AtomicLong();
    private final List<NotificationEmitter> emitters = new ArrayList<>();
    private final NotificationListener listener = (notification, unused) -> collected(notification);

    HeapPeak() {
        System.gc();
        for (GarbageCollectorMXBean collector : ManagementFactory.getGarbageCollectorMXBeans()) {
            NotificationEmitter emitter = (NotificationEmitter) collector;
            emitter.addNotificationListener(listener, null, null);
            emitters.add(emitter);
        }
    }

    /** In megabytes; collects once more to have a figure in any case. */
    long megabytes() {
        System.gc();
        MemoryUsage now = ManagementFactory.getMemoryMXBean().getHeapMemoryUsage();
        peak.accumulateAndGet(now.getUsed(), Math::max);
        return peak.get() / MEGABYTE;
    }

    @Override
    public void close() {
        for (NotificationEmitter emitter : emitters) {
            try {
                emitter.removeNotificationListener(listener);
            } catch (ListenerNotFoundException e) {
                throw new IllegalStateException(e);
            }
        }
    }

    private void collected(Notification notification) {
        if (!GarbageCollectionNotificationInfo.GARBAGE_COLLECTION_NOTIFICATION.equals(
                notification.getType())) {
            return;
        }
        long used =
                GarbageCollectionNotificationInfo.from((CompositeData) notification.getUserData())
                        .getGcInfo()
                        .getMemoryUsageAfterGc()
                        .entrySet()
                        .stream()
                        .filter(pool -> isHeap(pool.getKey()))
                        .mapToLong(pool -> pool.getValue().getUsed())
                        .sum();
        peak.accumulateAndGet(used, Math::max);
    }

    private static boolean isHeap(String pool) {
        return pool.contains("Eden")
                || pool.contains("Survivor")
                || pool.contains("Old Gen")
                || pool.contains("Tenured");
    }
}
