package org.openemm.benchmarks;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.openemm.testsupport.FreePort;
import org.openemm.testsupport.Postfix;

/**
 * How fast a newsletter goes out through a real Postfix on this machine, which relays to smtp-sink.
 *
 * <p>The other side is smtp-source through the same Postfix, with as many mails over as many
 * connections, in turns: a disk that syncs for each mail is not equally fast all the time. It sends
 * one of our own mails again and again, to another address each time, so that Postfix has the same
 * work with both: the same headers and lines, and an address it has not just looked up.
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
        int sinkPort = FreePort.next();
        Process sink = Smtp.sink(sinkPort);
        Path mail = Files.createTempFile("openemm-mail", "");
        try (Postfix postfix = Postfix.start(sinkPort);
                SendRig rig = new SendRig(postfix.port(), CONNECTIONS, RECIPIENTS)) {
            // The first mailing warms up what a running backend has warm.
            rig.send(WARM_UP);
            postfix.awaitEmpty();
            Files.writeString(
                    mail, new String(rig.sample(), StandardCharsets.UTF_8).replace("\r\n", "\n"));
            double ours = 0;
            double source = source(postfix, mail);
            for (int round = 1; round <= ROUNDS; round++) {
                double before = CpuTime.ofServer(postfix.pid());
                SendRig.Sent sent = rig.send(RECIPIENTS);
                postfix.awaitEmpty();
                sent.print();
                printCpu(postfix, before);
                ours += sent.seconds();
                // The last turn of the other side counts as much as its first.
                source += source(postfix, mail);
            }
            double theirs = source * ROUNDS / (ROUNDS + 1);
            return new Result(
                    "send-postfix",
                    Math.round(RECIPIENTS * ROUNDS / ours),
                    "mails/s",
                    Math.round(theirs / ours * 1000) / 1000.0,
                    "smtp-source through the same Postfix, same mail, same number of connections");
        } finally {
            sink.destroy();
            Files.delete(mail);
        }
    }

    /** Seconds of one turn of the other side. */
    private static double source(Postfix postfix, Path mail) throws Exception {
        double before = CpuTime.ofServer(postfix.pid());
        double perSecond = Smtp.source(postfix.port(), CONNECTIONS, RECIPIENTS, mail);
        postfix.awaitEmpty();
        System.out.printf("smtp-source: %,.0f mails/s", perSecond);
        printCpu(postfix, before);
        return RECIPIENTS / perSecond;
    }

    private static void printCpu(Postfix postfix, double before) throws Exception {
        double used = CpuTime.ofServer(postfix.pid()) - before;
        System.out.printf(", CPU per mail: Postfix %,.0f µs%n", used / RECIPIENTS / 1e3);
    }
}
