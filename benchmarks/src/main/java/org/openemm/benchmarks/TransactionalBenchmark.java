package org.openemm.benchmarks;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.locks.LockSupport;
import org.openemm.testsupport.FreePort;

/**
 * How long an action-based mail takes from its order to the answer of the mail server, while a list
 * is being sent at full speed over the same route, and without that. The other side is what people
 * were promised.
 */
public final class TransactionalBenchmark implements Benchmark {
    private static final int RECIPIENTS =
            Integer.getInteger("openemm.benchmark.recipients", 100_000);
    private static final int ROUNDS = Integer.getInteger("openemm.benchmark.rounds", 3);
    private static final int CONNECTIONS = 20;
    private static final int WARM_UP = 10_000;
    private static final int ALONE = 20;
    private static final double PROMISED = 2;

    /** Orders come at any moment, not in step with anything here. */
    private static final int LONGEST_PAUSE_NANOS = 300_000_000;

    private final Random random = new Random(1);

    @Override
    public Result run() throws Exception {
        Smtp.require();
        int port = FreePort.next();
        Process sink = Smtp.sink(port);
        try (SendRig rig = new SendRig(port, CONNECTIONS, RECIPIENTS)) {
            int mailing = rig.transactional();
            System.out.printf("First one of a new backend: %.3f s%n", rig.order(mailing, 1));
            rig.send(WARM_UP);
            List<Double> alone = new ArrayList<>();
            List<Double> beside = new ArrayList<>();
            for (int round = 1; round <= ROUNDS; round++) {
                List<Double> before = alone(rig, mailing);
                tell(round, "alone", before);
                alone.addAll(before);
                List<Double> during = beside(rig, mailing);
                tell(round, "beside a list", during);
                beside.addAll(during);
            }
            double worst = max(beside);
            return new Result(
                    "transactional",
                    Math.round(worst * 1000) / 1000.0,
                    "s",
                    Math.round(worst / PROMISED * 1000) / 1000.0,
                    "the promised 2 s, beside a list of %,d; without one %.3f s; less is better"
                            .formatted(RECIPIENTS, max(alone)));
        } finally {
            sink.destroy();
        }
    }

    private List<Double> alone(SendRig rig, int mailing) throws IOException {
        List<Double> seconds = new ArrayList<>();
        for (int i = 1; i <= ALONE; i++) {
            pause();
            seconds.add(rig.order(mailing, i));
        }
        return seconds;
    }

    /** As many as find place while the list is on its way, from its first mail to its last. */
    private List<Double> beside(SendRig rig, int mailing) throws IOException {
        List<Double> seconds = new ArrayList<>();
        long begun = System.nanoTime();
        int list = rig.begin();
        while (!rig.isUnderWay()) {
            LockSupport.parkNanos(1_000_000);
        }
        for (int i = 1; rig.isUnderWay(); i++) {
            seconds.add(rig.order(mailing, i));
            pause();
        }
        double all = (System.nanoTime() - begun) / 1e9;
        while (rig.sent(list) < RECIPIENTS) {
            LockSupport.parkNanos(50_000_000);
        }
        System.out.printf(
                "The list: %,d mails in about %.1f s, %,.0f mails/s%n",
                RECIPIENTS, all, RECIPIENTS / all);
        return seconds;
    }

    private void pause() {
        LockSupport.parkNanos(random.nextInt(LONGEST_PAUSE_NANOS));
    }

    private static void tell(int round, String when, List<Double> seconds) {
        List<Double> sorted = seconds.stream().sorted().toList();
        System.out.printf(
                "Round %d, %s: %d mails, median %.3f s, of twenty the slowest %.3f s, worst %.3f"
                        + " s%n",
                round,
                when,
                sorted.size(),
                sorted.get(sorted.size() / 2),
                sorted.get(sorted.size() * 19 / 20),
                max(seconds));
    }

    private static double max(List<Double> seconds) {
        return seconds.stream().mapToDouble(Double::doubleValue).max().orElse(0);
    }
}
