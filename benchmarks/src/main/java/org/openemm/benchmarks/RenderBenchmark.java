package org.openemm.benchmarks;

import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.List;
import java.util.function.IntConsumer;
import org.openemm.rendering.CompiledMailing;
import org.openemm.rendering.MailRenderer;
import org.openemm.rendering.RecipientRow;
import org.openemm.rendering.RenderEnvironment;
import org.openemm.rendering.RenderedMail;

/**
 * How many mails one thread makes ready for SMTP: values and content blocks filled in, UIDs signed,
 * text wrapped, everything transfer-encoded.
 *
 * <p>The other side only puts strings of the same size together and turns them into bytes: no
 * signatures, no encoding, no wrapping.
 */
public final class RenderBenchmark implements Benchmark {
    private static final int RECIPIENTS = 10_000;
    private static final int ROUNDS = 7;
    private static final long ROUND_NANOS = 1_500_000_000L;

    private long bytes;

    @Override
    public Result run() {
        CompiledMailing mailing =
                CompiledMailing.of(
                        SampleNewsletter.snapshot(),
                        RenderEnvironment.of(Clock.systemUTC(), "mail.example.com"));
        MailRenderer renderer = mailing.renderer();
        List<RecipientRow> rows = SampleNewsletter.recipients(RECIPIENTS);
        RenderedMail sample = renderer.render(rows.get(0));
        int size = sample.length();
        String mail = new String(sample.toByteArray(), StandardCharsets.UTF_8);
        System.out.printf(
                "One mail: %,d bytes, %d UID texts%n",
                size, mail.split("F\\.ha|F\\.hK").length - 1);
        double ours = 0;
        double plain = 0;
        for (int round = 1; round <= ROUNDS; round++) {
            double rendered = perSecond(i -> bytes += renderer.render(rows.get(i)).length());
            double joined = perSecond(i -> bytes += assemble(rows.get(i), mail));
            System.out.printf(
                    "Round %d: rendered %,.0f mails/s, plain strings %,.0f mails/s%n",
                    round, rendered, joined);
            ours = Math.max(ours, rendered);
            plain = Math.max(plain, joined);
        }
        System.out.printf("%.0f MB/s, checksum %d%n", ours * size / 1_000_000, bytes % 1000);
        return new Result(
                "render",
                Math.round(ours),
                "mails/s",
                Math.round(ours / plain * 1000) / 1000.0,
                "plain string assembly of the same size, unsigned and not encoded");
    }

    /** What a program without any encoding would do: pieces of text, values between them. */
    private static int assemble(RecipientRow row, String mail) {
        StringBuilder text = new StringBuilder(mail.length() + 256);
        int step = mail.length() / 60;
        for (int at = 0; at < mail.length(); at += step) {
            text.append(mail, at, Math.min(mail.length(), at + step));
            text.append(row.values()[2]);
        }
        return text.toString().getBytes(StandardCharsets.UTF_8).length;
    }

    private static double perSecond(IntConsumer work) {
        long start = System.nanoTime();
        long done = 0;
        long now = start;
        while (now - start < ROUND_NANOS) {
            for (int i = 0; i < 200; i++) {
                work.accept((int) (done % RECIPIENTS));
                done++;
            }
            now = System.nanoTime();
        }
        return done * 1e9 / (now - start);
    }
}
