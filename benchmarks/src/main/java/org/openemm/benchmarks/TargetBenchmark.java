package org.openemm.benchmarks;

import java.io.IOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.openemm.insight.Insights;

/**
 * How long it takes to count the recipients of target groups among a million: rules as people write
 * them, read, put into SQL and counted by the product, against the fastest of several statements
 * written by hand, in turns in the same run. The fastest of all rounds counts on both sides, since
 * whatever else the machine does only adds time.
 *
 * <p>The value is the rule with three profile rules and one click rule.
 */
public final class TargetBenchmark implements Benchmark {
    private static final int ROUNDS = Integer.getInteger("openemm.benchmark.rounds", 9);
    private static final int ESTIMATES = 21;
    private static final double NANOS = 1e6;

    @Override
    public Result run() throws Exception {
        try (TargetRig rig = new TargetRig()) {
            Measured main = measure(rig, TargetCase.main());
            Measured nested = measure(rig, TargetCase.nested());
            System.out.printf(
                    "Ten nested groups take %.2f times as long as one%n",
                    nested.ours() / main.ours());
            for (TargetCase typical : TargetCase.typical()) {
                measure(rig, typical);
            }
            estimate(rig, TargetCase.main());
            estimate(rig, TargetCase.nested());
            for (TargetCase typical : TargetCase.typical()) {
                estimate(rig, typical);
            }
            return new Result(
                    "target",
                    Math.round(main.ours() * 10) / 10.0,
                    "ms",
                    Math.round(main.ours() / main.hand() * 1000) / 1000.0,
                    "the fastest of several statements written by hand; less is better");
        }
    }

    /** What is told at once while a rule is written; promised within 50 ms. */
    private static void estimate(TargetRig rig, TargetCase target) {
        Insights insights = rig.core.audiences().insights();
        double[] took = new double[ESTIMATES];
        Insights.Glance glance = insights.glance(rig.actor, target.eql());
        for (int i = 0; i < ESTIMATES; i++) {
            long begun = System.nanoTime();
            glance = insights.glance(rig.actor, target.eql());
            took[i] = (System.nanoTime() - begun) / NANOS;
        }
        Arrays.sort(took);
        System.out.printf(
                "%8.1f ms, at most %8.1f ms, estimate %s: %s%n",
                took[ESTIMATES / 2],
                took[ESTIMATES - 1],
                glance.estimate()
                        .map(
                                about ->
                                        about.isExact()
                                                ? "%,d exactly".formatted(about.about())
                                                : "about %,d (%,d to %,d)"
                                                        .formatted(
                                                                about.about(),
                                                                about.from(),
                                                                about.to()))
                        .orElse("too slow"),
                target.name());
    }

    /** Milliseconds. */
    private record Measured(double ours, double hand) {}

    private static Measured measure(TargetRig rig, TargetCase target)
            throws SQLException, IOException {
        double ours = Double.MAX_VALUE;
        double[] hand = new double[target.hand().size()];
        Arrays.fill(hand, Double.MAX_VALUE);
        long found = 0;
        try (Connection connection = rig.connection();
                Statement statement = connection.createStatement()) {
            for (int round = -1; round < ROUNDS; round++) {
                long begun = System.nanoTime();
                found = rig.core.targets().count(rig.actor, target.eql());
                double took = (System.nanoTime() - begun) / NANOS;
                ours = round < 0 ? ours : Math.min(ours, took);
                for (int i = 0; i < hand.length; i++) {
                    begun = System.nanoTime();
                    long others = TargetRig.number(statement, target.hand().get(i));
                    took = (System.nanoTime() - begun) / NANOS;
                    hand[i] = round < 0 ? hand[i] : Math.min(hand[i], took);
                    if (others != found) {
                        throw new IOException(
                                "%s: we count %,d, by hand %,d in%n%s"
                                        .formatted(
                                                target.name(),
                                                found,
                                                others,
                                                target.hand().get(i)));
                    }
                }
            }
        }
        List<String> all = new ArrayList<>();
        double best = Double.MAX_VALUE;
        for (double one : hand) {
            best = Math.min(best, one);
            all.add("%.1f".formatted(one));
        }
        System.out.printf(
                "%8.1f ms, by hand %8.1f ms, ratio %.2f, %,9d found: %s (by hand: %s)%n",
                ours, best, ours / best, found, target.name(), String.join(" / ", all));
        return new Measured(ours, best);
    }
}
