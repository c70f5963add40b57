package org.openemm.benchmarks;

/**
 * How fast a newsletter goes out through a real Postfix on this machine, which relays to smtp-sink.
 *
 * <p>The other side is smtp-source through the same Postfix, with as many mails of the same size
 * over as many connections.
 */
public final class SendPostfixBenchmark implements Benchmark {
    private static final int RECIPIENTS =
            Integer.getInteger("openemm.benchmark.recipients", 10_000);
    private static final int CONNECTIONS = 20;
    private static final int WARM_UP = 1_000;

    @Override
    public Result run() throws Exception {
        Smtp.require();
        int sinkPort = Smtp.freePort();
        Process sink = Smtp.sink(sinkPort);
        try (PostfixRelay postfix = PostfixRelay.start(sinkPort);
                SendRig rig = new SendRig(postfix.port(), CONNECTIONS, RECIPIENTS)) {
            rig.send(WARM_UP);
            postfix.awaitEmpty();
            double before = Smtp.source(postfix.port(), CONNECTIONS, RECIPIENTS, rig.bytes());
            postfix.awaitEmpty();
            SendRig.Sent sent = rig.send(RECIPIENTS);
            postfix.awaitEmpty();
            sent.print();
            double after =
                    Smtp.source(postfix.port(), CONNECTIONS, RECIPIENTS, sent.bytesPerMail());
            System.out.printf(
                    "smtp-source before: %,.0f mails/s, after: %,.0f mails/s%n", before, after);
            return new Result(
                    "send-postfix",
                    Math.round(sent.perSecond()),
                    "mails/s",
                    Math.round(sent.perSecond() / ((before + after) / 2) * 1000) / 1000.0,
                    "smtp-source through the same Postfix, same size and number of connections");
        } finally {
            sink.destroy();
        }
    }
}
