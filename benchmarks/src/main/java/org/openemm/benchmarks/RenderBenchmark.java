package org.openemm.benchmarks;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.openemm.backend.spool.PackageHead;
import org.openemm.backend.spool.PackageName;
import org.openemm.backend.spool.PackageReader;
import org.openemm.backend.spool.PackageWriter;
import org.openemm.backend.xmlback.CompiledTemplate;
import org.openemm.backend.xmlback.MailTemplate;
import org.openemm.backend.xmlback.PackageJson;
import org.openemm.delivery.SendKind;
import org.openemm.rendering.MailSigner;
import org.openemm.rendering.RecipientRow;
import org.openemm.rendering.RowFormat;
import org.openemm.rendering.mime.Bytes;

/**
 * How many mails one thread makes from packages: file opened and decompressed, rows read, values
 * and content blocks filled in, UIDs signed, text wrapped, everything transfer-encoded; the message
 * as it goes over the wire, in an array of its own.
 *
 * <p>The other side only puts strings of the same size together and turns them into bytes: no
 * package, no signatures, no encoding, no wrapping.
 */
public final class RenderBenchmark implements Benchmark {
    private static final int PACKAGES = 10;
    private static final int PER_PACKAGE = 1000;
    private static final int ROUNDS = 7;
    private static final long ROUND_NANOS = 1_500_000_000L;
    private static final Pattern UID = Pattern.compile("F\\.h[A-Za-z0-9_.-]{30,}");

    private long bytes;

    @Override
    public Result run() throws Exception {
        Path folder = Files.createTempDirectory("openemm-render");
        List<Path> packages = new ArrayList<>();
        try {
            List<RecipientRow> rows = SampleNewsletter.recipients(PACKAGES * PER_PACKAGE);
            for (int i = 0; i < PACKAGES; i++) {
                packages.add(
                        write(folder, i, rows.subList(i * PER_PACKAGE, (i + 1) * PER_PACKAGE)));
            }
            MailTemplate.Maker maker = template(packages.get(0)).maker();
            String mail = sample(maker, packages.get(0));
            double ours = 0;
            double plain = 0;
            for (int round = 1; round <= ROUNDS; round++) {
                double rendered = perSecond(turn -> render(maker, packages.get(turn % PACKAGES)));
                double joined = perSecond(turn -> assemble(rows, turn % PACKAGES, mail));
                System.out.printf(
                        "Round %d: rendered %,.0f mails/s, plain strings %,.0f mails/s%n",
                        round, rendered, joined);
                ours = Math.max(ours, rendered);
                plain = Math.max(plain, joined);
            }
            System.out.printf(
                    "%.0f MB/s, checksum %d%n", ours * mail.length() / 1_000_000, bytes % 1000);
            return new Result(
                    "render",
                    Math.round(ours),
                    "mails/s",
                    Math.round(ours / plain * 1000) / 1000.0,
                    "plain string assembly of the same size, unsigned and not encoded");
        } finally {
            for (Path file : packages) {
                Files.delete(file);
            }
            Files.delete(folder);
        }
    }

    private static Path write(Path folder, int number, List<RecipientRow> rows) throws IOException {
        PackageName name =
                new PackageName(
                        0,
                        LocalDateTime.of(2026, 11, 20, 12, 0),
                        1,
                        7,
                        SendKind.WORLD,
                        2102,
                        number + 1);
        Path file = folder.resolve(name.base() + PackageName.PACKAGE);
        PackageHead head = PackageHead.of(name, PackageJson.write(SampleNewsletter.snapshot()));
        try (PackageWriter writer = new PackageWriter(file, head)) {
            Bytes bytes = new Bytes(1024);
            for (RecipientRow row : rows) {
                bytes.clear();
                RowFormat.write(row, bytes);
                writer.add(row.customerId(), bytes.array(), bytes.length());
            }
            writer.finish();
        }
        return file;
    }

    /** Once per mailing, as in the mailer. */
    private static MailTemplate template(Path file) throws IOException {
        try (PackageReader reader = new PackageReader(file)) {
            return CompiledTemplate.compiler(
                            Clock.systemUTC(), "mail.example.com", MailSigner.Source.NONE)
                    .compile(reader.snapshotJson());
        }
    }

    private static String sample(MailTemplate.Maker maker, Path file) throws IOException {
        try (PackageReader reader = new PackageReader(file)) {
            PackageReader.Receiver first = reader.next();
            MailTemplate.Made.Mail made =
                    (MailTemplate.Made.Mail) maker.make(first.customerId(), first.row());
            String mail = new String(made.body(), StandardCharsets.UTF_8);
            List<String> uids =
                    UID.matcher(mail.replace("=\r\n", ""))
                            .results()
                            .map(found -> found.group())
                            .toList();
            System.out.printf(
                    "One mail: %,d bytes, %d UIDs in it, %d of them different%n",
                    made.body().length, uids.size(), new TreeSet<>(uids).size());
            return mail;
        }
    }

    /** All mails of a package; their number. */
    private int render(MailTemplate.Maker maker, Path file) throws IOException {
        int count = 0;
        try (PackageReader reader = new PackageReader(file)) {
            for (PackageReader.Receiver next = reader.next(); next != null; next = reader.next()) {
                MailTemplate.Made made = maker.make(next.customerId(), next.row());
                bytes += ((MailTemplate.Made.Mail) made).body().length;
                count++;
            }
        }
        return count;
    }

    /** What a program without any encoding would do: pieces of text, values between them. */
    private int assemble(List<RecipientRow> rows, int part, String mail) {
        for (RecipientRow row : rows.subList(part * PER_PACKAGE, (part + 1) * PER_PACKAGE)) {
            StringBuilder text = new StringBuilder(mail.length() + 256);
            int step = mail.length() / 60;
            for (int at = 0; at < mail.length(); at += step) {
                text.append(mail, at, Math.min(mail.length(), at + step));
                text.append(row.values()[2]);
            }
            bytes += text.toString().getBytes(StandardCharsets.UTF_8).length;
        }
        return PER_PACKAGE;
    }

    private static double perSecond(Work work) throws IOException {
        long start = System.nanoTime();
        long done = 0;
        long now = start;
        for (int turn = 0; now - start < ROUND_NANOS; turn++) {
            done += work.packageOf(turn);
            now = System.nanoTime();
        }
        return done * 1e9 / (now - start);
    }

    /** Makes the mails of a package. */
    @FunctionalInterface
    private interface Work {
        int packageOf(int turn) throws IOException;
    }
}
