package org.openemm.benchmarks;

import jakarta.mail.MessagingException;
import jakarta.mail.Session;
import jakarta.mail.internet.MimeMessage;
import jakarta.mail.internet.MimeMultipart;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Properties;
import java.util.stream.Stream;
import org.openemm.response.BounceMailRules;
import org.openemm.response.IncomingMail;
import org.openemm.response.Scanner;
import org.openemm.uid.MalformedUid;
import org.openemm.uid.Uid;
import org.openemm.uid.UidCodec;

/**
 * How many messages one thread understands: taken apart, all shipped rules, UIDs found and their
 * signatures checked; on the messages of the tests, which are of all families. Needs the working
 * directory of the sources.
 *
 * <p>The other side is Jakarta Mail taking the same messages apart, without understanding them.
 */
public final class ScanBenchmark implements Benchmark {
    private static final Path MESSAGES = Path.of("core/src/test/resources/bounces");
    private static final String SECRET = "abcdefghijklmnopqrstuvwxyz012345";
    private static final int ROUNDS = 7;
    private static final long ROUND_NANOS = 2_000_000_000L;

    private long understood;

    @Override
    public Result run() throws Exception {
        List<byte[]> messages = new ArrayList<>();
        try (Stream<Path> files = Files.list(MESSAGES)) {
            for (Path file : files.filter(f -> f.toString().endsWith(".eml")).sorted().toList()) {
                messages.add(Files.readAllBytes(file));
            }
        }
        Scanner scanner =
                new Scanner(
                        BounceMailRules.read(
                                "bav.rule", Files.readString(Path.of("conf/bav.rule"))),
                        ScanBenchmark::verify);
        Session session = Session.getInstance(new Properties());
        double ours = 0;
        double parsed = 0;
        for (int round = 1; round <= ROUNDS; round++) {
            double scans =
                    perSecond(
                            messages,
                            bytes ->
                                    understood +=
                                            scanner.scan(IncomingMail.parse(bytes))
                                                    .kind()
                                                    .ordinal());
            double parses = perSecond(messages, bytes -> understood += parts(session, bytes));
            System.out.printf(
                    "Round %d: understood %,.0f messages/s, Jakarta Mail took apart %,.0f/s%n",
                    round, scans, parses);
            ours = Math.max(ours, scans);
            parsed = Math.max(parsed, parses);
        }
        System.out.printf("%d messages, checksum %d%n", messages.size(), understood % 1000);
        return new Result(
                "scan",
                Math.round(ours),
                "messages/s",
                Math.round(ours / parsed * 1000) / 1000.0,
                "Jakarta Mail taking the same messages apart");
    }

    private static int parts(Session session, byte[] bytes) throws IOException {
        try {
            MimeMessage message = new MimeMessage(session, new ByteArrayInputStream(bytes));
            Object content = message.getContent();
            int count = 1;
            if (content instanceof MimeMultipart multipart) {
                for (int i = 0; i < multipart.getCount(); i++) {
                    count += multipart.getBodyPart(i).getContent() == null ? 0 : 1;
                }
            }
            return count;
        } catch (MessagingException | IOException e) {
            // Some of the messages are broken on purpose.
            return 0;
        }
    }

    private static Optional<Uid> verify(String text) {
        try {
            return Optional.of(UidCodec.decode(text))
                    .filter(unverified -> unverified.verify(SECRET))
                    .map(unverified -> unverified.uid());
        } catch (MalformedUid e) {
            return Optional.empty();
        }
    }

    private static double perSecond(List<byte[]> messages, Work work) throws IOException {
        long start = System.nanoTime();
        long done = 0;
        while (System.nanoTime() - start < ROUND_NANOS) {
            for (byte[] message : messages) {
                work.on(message);
            }
            done += messages.size();
        }
        return done * 1e9 / (System.nanoTime() - start);
    }

    /** One message. */
    @FunctionalInterface
    private interface Work {
        void on(byte[] message) throws IOException;
    }
}
