package org.openemm.benchmarks;

import org.openemm.testsupport.FreePort;

/**
 * How long after "send" the mail server has taken the first mail of a long list. The other side is
 * what people were promised.
 */
public final class FirstMailBenchmark implements Benchmark {
    private static final int RECIPIENTS =
            Integer.getInteger("openemm.benchmark.recipients", 1_000_000);
    private static final int CONNECTIONS = 20;
    private static final int WARM_UP = 2_000;
    private static final int ROUNDS = 3;
    private static final double PROMISED = 2;

    @Override
    public Result run() throws Exception {
        Smtp.require();
        int port = FreePort.next();
        Process sink = Smtp.sink(port);
        try (SendRig rig = new SendRig(port, CONNECTIONS, RECIPIENTS)) {
            rig.send(WARM_UP);
            double worst = 0;
            for (int round = 1; round <= ROUNDS; round++) {
                double seconds = rig.first();
                System.out.printf(
                        "Round %d: first mail of %,d taken after %.2f s%n",
                        round, RECIPIENTS, seconds);
                worst = Math.max(worst, seconds);
            }
            return new Result(
                    "first-mail",
                    Math.round(worst * 100) / 100.0,
                    "s",
                    Math.round(worst / PROMISED * 1000) / 1000.0,
                    "the promised 2 s; less is better");
        } finally {
            sink.destroy();
        }
    }
}
