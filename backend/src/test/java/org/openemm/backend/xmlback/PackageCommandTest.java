package org.openemm.backend.xmlback;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDateTime;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.openemm.backend.spool.PackageHead;
import org.openemm.backend.spool.PackageName;
import org.openemm.backend.spool.PackageWriter;
import org.openemm.delivery.SendKind;
import org.openemm.rendering.MailingSnapshot;
import org.openemm.rendering.RecipientRow;
import org.openemm.rendering.RowFormat;
import org.openemm.rendering.mime.Bytes;

class PackageCommandTest {
    private static final PackageName NAME =
            new PackageName(
                    0, LocalDateTime.of(2026, 11, 21, 9, 8, 7), 1, 3, SendKind.WORLD, 17, 42);

    @TempDir private Path folder;
    private Path file;

    @BeforeEach
    void writePackage() throws IOException {
        file = folder.resolve(NAME.base() + PackageName.PACKAGE);
        PackageHead head = PackageHead.of(NAME, PackageJson.write(mailing()));
        try (PackageWriter writer = new PackageWriter(file, head)) {
            Bytes bytes = new Bytes(64);
            for (int i = 1; i <= 3; i++) {
                bytes.clear();
                RowFormat.write(
                        new RecipientRow(
                                i,
                                'W',
                                1,
                                "r" + i + "@list.example",
                                1,
                                i == 2,
                                new String[] {"Jür\tgen", null},
                                new boolean[] {i == 1}),
                        bytes);
                writer.add(i, bytes.array(), bytes.length());
            }
            writer.finish();
        }
    }

    @Test
    void showsTheMailingAndALinePerReceiverButNoKey() throws IOException {
        String shown = show("");

        assertEquals(
                """
                # AgnMail-0=D20261121090807=1=3W17=0042=liaMngA.xml.gz
                # company 1, mailing 17 "Spring", send job 3W, send date 2026-11-21T09:00:00Z, subject "Hello"
                customer_id\tuser_type\tmailtype\temail\tuser_status\tsys_tracking_veto\tFirst name\tcity\ttarget_5
                1\tW\t1\tr1@list.example\t1\t0\tJür gen\tNULL\t1
                2\tW\t1\tr2@list.example\t1\t1\tJür gen\tNULL\t0
                3\tW\t1\tr3@list.example\t1\t0\tJür gen\tNULL\t0
                # 3 receivers
                """,
                shown);
        assertFalse(shown.contains("secret"));
    }

    @Test
    void findsAReceiverByIdOrAddress() throws IOException {
        assertEquals(show("2"), show("r2@"));
        assertEquals(5, show("2").lines().count());
        assertEquals(4, show("nobody").lines().count());
    }

    private String show(String wanted) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        PrintStream out = new PrintStream(bytes, true, StandardCharsets.UTF_8);
        new PackageCommand(out).show(file, wanted);
        return bytes.toString(StandardCharsets.UTF_8);
    }

    private static MailingSnapshot mailing() {
        return new MailingSnapshot(
                new MailingSnapshot.Tenant(
                        1, 0, "https://news.example", "secretsecret", "", "", Map.of()),
                new MailingSnapshot.Run(
                        17, 1, "Spring", 3, 'W', Instant.parse("2026-11-21T09:00:00Z"), 3, ""),
                new MailingSnapshot.Letter(
                        "a@b.example", "", "", "Hello", "", "UTF-8", "8bit", 1, 0, "none", false),
                "<p>x</p>",
                "x",
                List.of(),
                List.of(),
                List.of(),
                List.of(),
                Map.of(),
                List.of(
                        new MailingSnapshot.Column(
                                "firstname", "First name", MailingSnapshot.Column.Type.TEXT),
                        new MailingSnapshot.Column(
                                "city", "city", MailingSnapshot.Column.Type.TEXT)),
                List.of(new MailingSnapshot.Target(5, "cust.gender = 1")),
                List.of());
    }
}
