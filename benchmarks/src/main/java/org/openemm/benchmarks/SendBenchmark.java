package org.openemm.benchmarks;

import org.openemm.testsupport.FreePort;

/**
 * How fast a newsletter goes out, from the click on "send" to the last answer of the mail server:
 * recipients chosen, packages written, mails rendered and handed over.
 *
 * <p>The other side is Postfix's smtp-source, which sends one prepared text of the same size again
 * and again over as many connections to the same kind of sink (smtp-sink).
 */
public final class SendBenchmark implements Benchmark {
    private static final int RECIPIENTS =
            Integer.getInteger("openemm.benchmark.recipients", 100_000);
    private static final int CONNECTIONS = 20;
    private static final int WARM_UP = 10_000;

    @Override
    public Result run() throws Exception {
        Smtp.require();
        int port = FreePort.next();
        Process sink = Smtp.sink(port);
        try (SendRig rig = new SendRig(port, CONNECTIONS, RECIPIENTS)) {
            // The first mailings warm up what a running backend has warm.
            rig.send(WARM_UP);
            rig.send(WARM_UP);
            double before = Smtp.source(port, CONNECTIONS, RECIPIENTS, rig.bytes());
            SendRig.Sent sent = rig.send(RECIPIENTS);
            sent.print();
            double after = Smtp.source(port, CONNECTIONS, RECIPIENTS, sent.bytesPerMail());
            System.out.printf(
                    "smtp-source before: %,.0f mails/s, after: %,.0f mails/s%n", before, after);
            return new Result(
                    "send",
                    Math.round(sent.perSecond()),
                    "mails/s",
                    Math.round(sent.perSecond() / Math.max(before, after) * 1000) / 1000.0,
                    "Postfix smtp-source, same size and number of connections, to smtp-sink");
        } finally {
            sink.destroy();
        }
    }
}
