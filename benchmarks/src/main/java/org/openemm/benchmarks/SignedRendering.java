package org.openemm.benchmarks;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.Signature;
import java.security.SignatureException;
import java.time.Clock;
import java.util.List;
import org.openemm.config.Home;
import org.openemm.dkim.KeyBox;
import org.openemm.dkim.KeyText;
import org.openemm.dkim.KeyType;
import org.openemm.dkim.NativeCrypto;
import org.openemm.dkim.PrivateDkimKey;
import org.openemm.dkim.SigningKey;
import org.openemm.rendering.CompiledMailing;
import org.openemm.rendering.MailRenderer;
import org.openemm.rendering.MailSigner;
import org.openemm.rendering.RecipientRow;
import org.openemm.rendering.RenderEnvironment;

/**
 * How many mails one thread makes ready for SMTP with a DKIM signature on each. The other side is a
 * loop that does nothing but sign, with the same key by the same library; both in turns.
 *
 * <p>Seconds are those of processor time of this thread, so that the figure is that of one core
 * even while other programs use the machine.
 */
final class SignedRendering {
    private static final int RECIPIENTS = 10_000;
    private static final int ROUNDS = Integer.getInteger("openemm.benchmark.rounds", 7);
    private static final long ROUND_NANOS = 1_500_000_000L;
    private static final int SIGNED_HEADER = 1_000;

    private SignedRendering() {}

    static Result measure(String name, KeyType type, int bits) throws Exception {
        PrivateDkimKey key = PrivateDkimKey.generate(type, bits);
        Clock clock = Clock.systemUTC();
        KeyBox box = new KeyBox(new Home(Path.of("target")));
        CompiledMailing mailing =
                CompiledMailing.of(
                        SampleNewsletter.snapshot(
                                List.of(
                                        new SigningKey(
                                                "example.com",
                                                "benchmark",
                                                KeyText.pem(key),
                                                "news@example.com"))),
                        RenderEnvironment.of(clock, "mail.example.com")
                                .with(MailSigner.Source.with(box, clock)));
        MailRenderer renderer = mailing.renderer();
        List<RecipientRow> rows = SampleNewsletter.recipients(RECIPIENTS);
        String sample = new String(renderer.render(rows.get(0)).toByteArray());
        if (!sample.contains("DKIM-Signature: v=1; a=" + type.tag())) {
            throw new IOException("The mail is not signed:\n" + sample.substring(0, 500));
        }
        System.out.printf(
                "Signatures by %s, one mail: %,d bytes%n", NativeCrypto.name(), sample.length());
        Signature signature = NativeCrypto.signature(key);
        byte[] signed = new byte[type == KeyType.RSA ? SIGNED_HEADER : 32];
        double ours = 0;
        double bare = 0;
        for (int round = 1; round <= ROUNDS; round++) {
            double mails = perSecond(i -> renderer.render(rows.get(i % RECIPIENTS)).length());
            double signatures = perSecond(i -> sign(signature, signed));
            System.out.printf(
                    "Round %d: %,.0f mails/s, nothing but signatures %,.0f/s%n",
                    round, mails, signatures);
            ours = Math.max(ours, mails);
            bare = Math.max(bare, signatures);
        }
        return new Result(
                name,
                Math.round(ours),
                "mails/s",
                Math.round(ours / bare * 1000) / 1000.0,
                "a loop that only signs, same key and library (" + NativeCrypto.name() + ")");
    }

    private static int sign(Signature signature, byte[] text) throws SignatureException {
        signature.update(text);
        return signature.sign().length;
    }

    /** One piece of work. */
    private interface Work {
        int with(int number) throws GeneralSecurityException;
    }

    private static double perSecond(Work work) throws GeneralSecurityException {
        ThreadMXBean threads = ManagementFactory.getThreadMXBean();
        long start = threads.getCurrentThreadCpuTime();
        long now = start;
        int done = 0;
        long sum = 0;
        while (now - start < ROUND_NANOS) {
            for (int i = 0; i < 100; i++) {
                sum += work.with(done++);
            }
            now = threads.getCurrentThreadCpuTime();
        }
        if (sum == 0) {
            throw new IllegalStateException("Nothing was made");
        }
        return done * 1e9 / (now - start);
    }
}
