package org.openemm.backend.pickdist;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.openemm.backend.smtp.Envelope;
import org.openemm.backend.smtp.SinkServer;
import org.openemm.backend.xmlback.MailTemplate;

/** Blind copies. */
class LaneCopiesTest extends PickdistCase {
    private List<String> copies = List.of();

    @Test
    void blindCopiesFollowMailsThatWereTakenOverOnceEachAndAreTriedAgainLikeMails()
            throws IOException {
        write(1, 40);
        writeFinal(1);
        Set<String> asked = new HashSet<>();
        copies = List.of("archive@c.example", "law@d.example");

        send(
                (verb, line) -> {
                    if (verb.equals("RCPT") && line.contains("3@b")) {
                        return "550 5.1.1 unknown";
                    }
                    synchronized (asked) {
                        return verb.equals("RCPT")
                                        && line.contains("law@")
                                        && asked.size() < 5
                                        && asked.add("" + asked.size())
                                ? "451 4.2.0 later"
                                : null;
                    }
                },
                4);

        await(() -> archived() == 1);
        assertEquals(36, sink.received().stream().filter(mail -> mail.to().contains("@b")).count());
        for (String address : copies) {
            List<String> got =
                    sink.received().stream()
                            .filter(mail -> mail.to().contains(address))
                            .map(SinkServer.Received::body)
                            .toList();
            assertEquals(36, got.size(), address);
            assertEquals(36, new HashSet<>(got).size(), address);
        }
        assertTrue(sink.received().stream().noneMatch(mail -> mail.body().contains("copy of 13.")));
    }

    @Test
    void aPackageThatIsOpenedAgainSendsTheCopiesThatAreMissingAndNoOther() throws IOException {
        write(1, 4);
        writeFinal(1);
        copies = List.of("archive@c.example", "law@d.example");
        // 1 with one copy, 2 taken over without copies, 3 refused, 4 with a copy in flight.
        Files.writeString(
                spool.meta().resolve(name(1).base() + ".SYNC"),
                """
                B;1
                1;10;0;1;1
                V1-1;10;0;1;1
                2;10;0;1;1
                3;10;0;1;1;511;no
                4;10;0;1;1
                B;V2-4
                """);

        send(usual(), 1);

        await(() -> archived() == 1);
        assertEquals(
                Set.of(
                        "V2 copy of 1.",
                        "V1 copy of 2.",
                        "V2 copy of 2.",
                        "V1 copy of 4.",
                        "V2 copy of 4."),
                sink.received().stream()
                        .map(mail -> mail.body().strip())
                        .collect(Collectors.toSet()));
        assertEquals(5, sink.count());
        String record = record(1);
        assertTrue(record.contains("U;V2-4;killed\n"), record);
        assertTrue(record.contains("\nV2-2;"), record);
    }

    @Override
    MailTemplate template(String snapshot) {
        return copies.isEmpty() ? super.template(snapshot) : copying(super.template(snapshot));
    }

    /** A copy says whose mail it repeats. */
    private MailTemplate copying(MailTemplate plain) {
        return new MailTemplate() {
            @Override
            public Maker maker() {
                Maker own = plain.maker();
                return new Maker() {
                    @Override
                    public Made make(long customerId, byte[] row) throws IOException {
                        return own.make(customerId, row);
                    }

                    @Override
                    public Made copy(long customerId, byte[] row, int number) {
                        String body = "V%d copy of %d.\r\n";
                        return new Made.Mail(
                                Envelope.of("from@a.example", copies.get(number - 1)),
                                body.formatted(number, customerId)
                                        .getBytes(StandardCharsets.US_ASCII),
                                1,
                                false);
                    }
                };
            }

            @Override
            public List<Integer> copies() {
                return List.of(1, 2);
            }
        };
    }
}
