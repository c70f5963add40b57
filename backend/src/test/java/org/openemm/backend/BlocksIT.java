package org.openemm.backend;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.openemm.database.Transaction;
import org.openemm.delivery.SendOptions;
import org.openemm.mailbox.StoredMessage;
import org.openemm.target.TargetDraft;
import org.openemm.testsupport.TestDatabase;

/** Which content of a block somebody gets is decided while the list is read, for all at once. */
class BlocksIT {
    private static final int MANY = 10_000;

    /** Five blocks, each with a content for a group and one for everybody else. */
    private static final List<String> RULES =
            List.of(
                    "gender = 1",
                    "lastname STARTS WITH 'Nr1'",
                    "lastname LIKE '*7' AND NOT gender = 1",
                    "gender IN (0, 2) OR lastname = 'Nr5'",
                    "title IS EMPTY");

    private static final List<Function<Integer, Boolean>> MEANING =
            List.of(
                    i -> i % 3 == 1,
                    i -> ("Nr" + i).startsWith("Nr1"),
                    i -> i % 10 == 7 && i % 3 != 1,
                    i -> i % 3 != 1 || i == 5,
                    i -> i % 4 != 0);

    @TempDir private Path folder;
    private SendFixture fixture;
    private Process backend;

    @BeforeEach
    void open() throws IOException {
        fixture = new SendFixture(folder, TestDatabase.createWithServer());
    }

    @AfterEach
    void close() {
        if (backend != null) {
            backend.destroyForcibly().onExit().join();
        }
        fixture.close();
    }

    @Test
    void tenThousandMailsWithFiveBlocksNeedNoQueryPerRecipient() throws IOException {
        fixture.addRecipients(MANY);
        int mailing = mailing();
        long before = selects();
        backend = fixture.startBackend();

        fixture.core.sending().world(SendFixture.ACTOR, mailing, SendOptions.now());
        SendFixture.await(() -> fixture.core.mailbox().count() == MANY);

        long selects = selects() - before;
        System.out.printf("%,d mails with 5 blocks: %,d SELECT statements%n", MANY, selects);
        // What the backend asks anyway, now and then, grows with the time it takes.
        assertTrue(selects < MANY / 2, selects + " queries");
        Map<String, StoredMessage> mails =
                fixture.core.mailbox().page("", 1, 200).messages().stream()
                        .collect(Collectors.toMap(StoredMessage::to, mail -> mail));
        assertEquals(200, mails.size());
        mails.forEach((to, mail) -> assertEquals(expected(to), content(mail), to));
    }

    private static String expected(String to) {
        int i = Integer.parseInt(to.substring(1, to.indexOf('@')));
        return MEANING.stream()
                .map(rule -> rule.apply(i) ? "yes" : "no")
                .collect(Collectors.joining(" ", "[", "]"));
    }

    private String content(StoredMessage mail) {
        String text =
                new String(
                        fixture.core.mailbox().content(mail.id()).orElseThrow(),
                        StandardCharsets.UTF_8);
        int from = text.indexOf("blocks: ") + "blocks: ".length();
        return text.substring(from, text.indexOf(']', from) + 1);
    }

    private int mailing() {
        int id = fixture.mailing("Blocks");
        String blocks = "blocks: [";
        for (int i = 0; i < RULES.size(); i++) {
            blocks += (i == 0 ? "" : " ") + "[agnDYN name=\"Block" + i + "\"/]";
        }
        fixture.core
                .mailingContents()
                .save(
                        SendFixture.ACTOR,
                        id,
                        "<html><body><p>" + blocks + "]</p></body></html>",
                        blocks + "]\n",
                        fixture.core.mailingContents().get(SendFixture.ACTOR, id).version());
        fixture.core
                .database()
                .run(
                        tx -> {
                            tx.sql()
                                    .execute(
                                            """
                                            UPDATE customer_1_tbl
                                               SET gender = SUBSTRING(lastname, 3) MOD 3,
                                                   title = IF(SUBSTRING(lastname, 3) MOD 4 = 0, 'Dr.', NULL)
                                             WHERE email LIKE 'r%@list.example'
                                            """);
                            for (int i = 0; i < RULES.size(); i++) {
                                int group =
                                        fixture.core
                                                .targets()
                                                .save(
                                                        tx,
                                                        SendFixture.ACTOR,
                                                        new TargetDraft(
                                                                0, "Group " + i, "", RULES.get(i)));
                                block(tx, id, "Block" + i, group);
                            }
                        });
        return id;
    }

    private static void block(Transaction tx, int mailing, String name, int group) {
        tx.sql()
                .execute(
                        """
                        INSERT INTO dyn_name_tbl (dyn_name, mailing_id, company_id)
                        SELECT ?, ?, 1 FROM DUAL
                         WHERE NOT EXISTS (SELECT 1 FROM dyn_name_tbl WHERE mailing_id = ? AND dyn_name = ?)
                        """,
                        name,
                        mailing,
                        mailing,
                        name);
        tx.sql()
                .execute(
                        """
                        INSERT INTO dyn_content_tbl (dyn_name_id, target_id, dyn_order, dyn_content, mailing_id, company_id)
                        SELECT dyn_name_id, t.target_id, t.place, t.content, mailing_id, 1
                          FROM dyn_name_tbl
                          JOIN (SELECT ? AS target_id, 1 AS place, 'yes' AS content UNION ALL SELECT 0, 2, 'no') t
                         WHERE mailing_id = ? AND dyn_name = ?
                        """,
                        group,
                        mailing,
                        name);
    }

    private long selects() {
        return Long.parseLong(
                fixture.value(
                        "SELECT variable_value FROM information_schema.global_status WHERE"
                                + " variable_name = 'COM_SELECT'"));
    }
}
