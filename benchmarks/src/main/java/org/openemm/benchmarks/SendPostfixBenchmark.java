package org.openemm.benchmarks;

import org.openemm.testsupport.Postfix;

/**
 * How fast a newsletter goes out through a real Postfix on this machine, which relays to smtp-sink.
 *
 * <p>The other side is smtp-source through the same Postfix, with as many mails of the same size
 * over as many connections, in turns: a disk that syncs for each mail is not equally fast all the
 * time.
 */
public final class SendPostfixBenchmark implements Benchmark {
    private static final int RECIPIENTS =
            Integer.getInteger("openemm.benchmark.recipients", 20_000);
    private static final int ROUNDS = Integer.getInteger("openemm.benchmark.rounds", 3);
    private static final int CONNECTIONS = 20;
    private static final int WARM_UP = 10_000;

    @Override
    public Result run() throws Exception {
        Smtp.require();
        int sinkPort = Smtp.freePort();
        Process sink = Smtp.sink(sinkPort);
        try (Postfix postfix = Postfix.start(sinkPort);
                SendRig rig = new SendRig(postfix.port(), CONNECTIONS, RECIPIENTS)) {
            // The first mailing warms up what a running backend has warm.
            rig.send(WARM_UP);
            postfix.awaitEmpty();
            double ours = 0;
            double source = source(postfix, rig);
            for (int round = 1; round <= ROUNDS; round++) {
                SendRig.Sent sent = rig.send(RECIPIENTS);
                postfix.awaitEmpty();
                sent.print();
                ours += sent.seconds();
                // The last turn of the other side counts as much as its first.
                source += source(postfix, rig);
            }
            double theirs = source * ROUNDS / (ROUNDS + 1);
            return new Result(
                    "send-postfix",
                    Math.round(RECIPIENTS * ROUNDS / ours),
                    "mails/s",
                    Math.round(theirs / ours * 1000) / 1000.0,
                    "smtp-source through the same Postfix, same size and number of connections");
        } finally {
            sink.destroy();
        }
    }

    /** Seconds of one turn of the other side. */
    private static double source(Postfix postfix, SendRig rig) throws Exception {
        double perSecond = Smtp.source(postfix.port(), CONNECTIONS, RECIPIENTS, rig.bytes());
        postfix.awaitEmpty();
        System.out.printf("smtp-source: %,.0f mails/s%n", perSecond);
        return RECIPIENTS / perSecond;
    }
}
