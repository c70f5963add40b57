package org.openemm.rendering;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.sql.ResultSet;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.openemm.NotFound;
import org.openemm.NotPermitted;
import org.openemm.account.Actor;
import org.openemm.config.Home;
import org.openemm.database.Database;
import org.openemm.dkim.KeyBox;
import org.openemm.dkim.KeyText;
import org.openemm.dkim.KeyType;
import org.openemm.dkim.PrivateDkimKey;
import org.openemm.dkim.SenderKeys;
import org.openemm.dkim.SigningKey;
import org.openemm.testsupport.TestDatabase;

class MailingSnapshotsTest {
    private static final Instant SENT = Instant.parse("2026-11-20T12:00:00Z");
    private static final Actor ACTOR = Actor.system("test", 1);
    @TempDir static Path home;
    private static SenderKeys keys;
    private static TestDatabase testDatabase;
    private static Database database;
    private static Previews previews;

    @BeforeAll
    static void fillDatabase() throws Exception {
        keys = new SenderKeys(new KeyBox(new Home(home)));
        testDatabase = TestDatabase.create();
        database = Database.over(testDatabase.dataSource(), List.of());
        previews = new Previews(database, Sample.CLOCK);
        for (String sql :
                """
                ALTER TABLE customer_1_tbl ADD weight FLOAT, ADD birthday DATE, ADD seen TIMESTAMP NULL
                INSERT INTO customer_field_tbl (company_id, col_name, shortname) VALUES (1, 'weight', 'Weight kg')
                UPDATE company_tbl SET rdir_domain = 'https://r.example.com/', secret_key = 'k', company_token = 'T0K', mailloop_domain = 'b.example.com' WHERE company_id = 1
                INSERT INTO company_info_tbl (company_id, cname, cvalue) VALUES (0, 'list-help-url', 'global'), (1, 'list-help-url', 'own'), (0, 'onepixel-template[31]', '<i src="%(link)">'), (0, 'message-domain', 'm.example.com')
                INSERT INTO mailing_tbl (mailing_id, company_id, mailinglist_id, shortname, content_type) VALUES (31, 1, 1, 'Spring', 'advertising')
                INSERT INTO mailing_mt_tbl (mailing_id, mediatype, priority, status, param) VALUES (31, 0, 1, 2, 'from="\\\\"News\\\\" <news@example.com>", subject="Hi [agnFIRSTNAME] [agnDB column=\\\\"Weight kg\\\\"]", charset="UTF-8", mailformat="2", linefeed="72", onepixlog="bottom"')
                INSERT INTO component_tbl (company_id, mailing_id, comptype, compname, mtype, emmblock) VALUES (1, 31, 0, 'agnHtml', 'text/html', '<html><body>[agnDYN name="B"/]</body></html>'), (1, 31, 0, 'agnText', 'text/plain', 'Born [agnBIRTHDAY] [agnDB column="nofield"]')
                INSERT INTO component_tbl (company_id, mailing_id, comptype, compname, mtype, binblock) VALUES (1, 31, 5, 'logo.png', 'image/png', x'010203')
                INSERT INTO dyn_name_tbl (dyn_name_id, dyn_name, mailing_id, company_id) VALUES (1, 'B', 31, 1), (2, 'Gone', 31, 1)
                UPDATE dyn_name_tbl SET deleted = 1 WHERE dyn_name_id = 2
                INSERT INTO dyn_target_tbl (target_id, company_id, target_shortname, target_sql) VALUES (801, 1, 'men', 'cust.gender = 0 AND cust.customer_id > 0 AND cust.customer_id < 1000000 AND cust.email <> '':x?''')
                INSERT INTO dyn_content_tbl (dyn_name_id, target_id, dyn_order, dyn_content, mailing_id, company_id) VALUES (1, 0, 2, '<a href="https://x.example/">all</a>', 31, 1), (1, 801, 1, 'men [agnSEEN]', 31, 1), (1, 999, 0, 'lost target', 31, 1)
                INSERT INTO rdir_url_tbl (url_id, full_url, mailing_id, company_id, `usage`) VALUES (71, 'https://x.example/', 31, 1, 3)
                INSERT INTO rdir_url_param_tbl (url_id, param_type, param_key, param_value) VALUES (71, 'LinkExtension', 'utm', '##LASTNAME##')
                INSERT INTO customer_1_tbl (customer_id, email, firstname, gender, mailtype, weight, birthday, seen) VALUES (5, 'ann@example.com', 'Ann', 1, 1, 1000000, '1980-02-29', '2026-01-02 03:04:05'), (6, 'bob@example.com', 'B<b>', 0, 0, 1.5, NULL, '2026-01-02 03:04:05')
                INSERT INTO customer_1_binding_tbl (customer_id, mailinglist_id, user_type, user_status, mediatype) VALUES (5, 1, 'W', 1, 0), (6, 1, 'T', 1, 0)
                """
                        .split("\n")) {
            database.run(tx -> tx.connection().createStatement().execute(sql));
        }
    }

    @AfterAll
    static void close() {
        database.close();
        testDatabase.close();
    }

    private static MailingSnapshot snapshot() {
        return database.inTransaction(tx -> MailingSnapshots.take(tx, keys, 1, 31, 7, 'W', SENT));
    }

    @Test
    void everythingOfTheMailingIsRead() {
        MailingSnapshot snapshot = snapshot();

        assertEquals("https://r.example.com", snapshot.tenant().rdirDomain());
        assertEquals(Optional.of("own"), snapshot.tenant().setting("list-help-url"));
        assertEquals(
                Optional.of("<i src=\"%(link)\">"), snapshot.tenant().setting("onepixel-template"));
        assertEquals(List.of("B"), snapshot.blocks().stream().map(b -> b.name()).toList());
        assertEquals(
                List.of(999, 801, 0),
                snapshot.blocks().get(0).contents().stream().map(c -> c.targetId()).toList());
        assertEquals(List.of(801, 999), snapshot.targets().stream().map(t -> t.id()).toList());
        assertEquals(
                List.of("firstname", "lastname", "weight", "birthday", "seen"),
                snapshot.columns().stream().map(c -> c.column()).toList());
        assertEquals("utm", snapshot.links().get(0).extensions().get(0).name());
        assertEquals(3, snapshot.files().get(0).data().length);
        assertEquals(17, snapshot.titles().size());
    }

    @Test
    void recipientsComeFromOneSelectWithTheirValuesAndFlags() throws Exception {
        MailingSnapshot snapshot = snapshot();

        RecipientRow ann = rows(snapshot).get(0);

        assertEquals(
                List.of("Ann", "1000000", "1980-02-29 00:00:00", "2026-01-02 03:04:05"),
                List.of(ann.values()[0], ann.values()[2], ann.values()[3], ann.values()[4]));
        assertFalse(ann.targetFlags()[0]);
        assertTrue(rows(snapshot).get(1).targetFlags()[0]);
        assertEquals('T', rows(snapshot).get(1).userType());
    }

    @Test
    void aSnapshotThatTravelledAsJsonGivesTheSameMail() throws Exception {
        MailingSnapshot snapshot = snapshot().withSubscribers(3);
        byte[] json = SnapshotJson.write(snapshot);

        MailingSnapshot read = SnapshotJson.read(json);

        assertEquals(snapshot.tenant(), read.tenant());
        assertEquals(3, read.run().subscribers());
        for (RecipientRow row : rows(snapshot)) {
            assertEquals(
                    Mail.parse(render(snapshot, row)).raw(), Mail.parse(render(read, row)).raw());
        }
        assertEquals(
                "Hi Ann 1000000", Mail.parse(render(read, rows(read).get(0))).header("Subject"));
    }

    @Test
    void aPreviewShowsTheMailAndDoesNotCount() {
        Preview ann = previews.render(ACTOR, 31, 5);
        Preview bob = previews.render(ACTOR, 31, 0);

        assertEquals("Hi Ann 1000000", ann.subject());
        assertEquals("\"News\" <news@example.com>", ann.from());
        assertEquals("Born 1980-02-29 00:00:00\n", ann.text());
        assertTrue(
                ann.html().startsWith("<html><body><a href=\"https://r.example.com/r.html?uid=F."));
        assertTrue(ann.html().contains("&amp;nocount=1\">all</a><i src=\""), ann.html());
        assertEquals(6, bob.customerId());
        assertTrue(bob.html().contains("men 2026-01-02 03:04:05"));
        assertTrue(bob.header().contains("Subject: Hi B<b> 1.5\n"), bob.header());
    }

    @Test
    void theWebViewHasNoPixelAndItsLinksCount() {
        String html = previews.webView(1, 31, 5, SENT).orElseThrow();

        assertTrue(html.endsWith("\">all</a></body></html>"), html);
        assertFalse(html.contains("nocount"));
        assertEquals(Optional.empty(), previews.webView(1, 31, 99, SENT));
        assertEquals(Optional.empty(), previews.webView(1, 99, 5, SENT));
        assertEquals(Optional.empty(), previews.webView(2, 31, 5, SENT));
    }

    @Test
    void nobodySeesMailingsOfAnotherCompanyOrWithoutTheRight() {
        assertThrows(NotFound.class, () -> previews.render(Actor.system("test", 2), 31, 5));
        assertThrows(NotFound.class, () -> previews.render(ACTOR, 31, 99));
        assertThrows(
                NotPermitted.class,
                () ->
                        previews.render(
                                new Actor(
                                        Actor.Kind.USER,
                                        1,
                                        "x",
                                        1,
                                        Set.of(),
                                        Locale.ENGLISH,
                                        ZoneOffset.UTC),
                                31,
                                5));
    }

    private static RenderedMail render(MailingSnapshot snapshot, RecipientRow row) {
        return CompiledMailing.of(snapshot, Sample.ENVIRONMENT).renderer().render(row);
    }

    private static List<RecipientRow> rows(MailingSnapshot snapshot) throws Exception {
        return database.inTransaction(
                tx -> {
                    List<RecipientRow> rows = new ArrayList<>();
                    try (ResultSet result =
                            tx.connection()
                                    .createStatement()
                                    .executeQuery(
                                            "SELECT "
                                                    + snapshot.selectColumnsSql()
                                                    + " FROM customer_1_tbl cust JOIN"
                                                    + " customer_1_binding_tbl bind USING"
                                                    + " (customer_id) ORDER BY cust.customer_id")) {
                        while (result.next()) {
                            rows.add(RecipientRow.read(result, snapshot));
                        }
                    }
                    return rows;
                });
    }

    @Test
    void theKeysOfTheSenderTravelWithTheMailingAndAreSealed() {
        String pem = KeyText.pem(PrivateDkimKey.generate(KeyType.ED25519, 0));
        database.run(
                tx ->
                        tx.sql()
                                .execute(
                                        """
                                        INSERT INTO dkim_key_tbl (company_id, domain, selector, domain_key)
                                        VALUES (1, 'Example.com', 'own', ?), (1, 'other.com', 'other', ?)
                                        """,
                                        pem,
                                        pem));
        try {
            SigningKey key = snapshot().dkim().get(0);

            assertEquals("own", key.selector());
            assertEquals("news@example.com", key.identity());
            assertTrue(key.key().startsWith("v1:"));
            assertFalse(
                    new String(SnapshotJson.write(snapshot()), StandardCharsets.UTF_8)
                            .contains("PRIVATE KEY"));
        } finally {
            database.run(tx -> tx.sql().execute("DELETE FROM dkim_key_tbl"));
        }
    }

    @Test
    void theSenderThatTheCompanySetsForAllDecidesAboutTheKey() {
        String pem = KeyText.pem(PrivateDkimKey.generate(KeyType.ED25519, 0));
        database.run(
                tx -> {
                    tx.sql()
                            .execute(
                                    """
                                    INSERT INTO dkim_key_tbl (company_id, domain, selector, domain_key)
                                    VALUES (1, 'other.com', 'other', ?)
                                    """,
                                    pem);
                    tx.sql()
                            .execute(
                                    "INSERT INTO company_info_tbl (company_id, cname, cvalue)"
                                            + " VALUES (1, 'header-from', 'me@other.com')");
                });
        try {
            assertEquals("me@other.com", snapshot().dkim().get(0).identity());
        } finally {
            database.run(
                    tx -> {
                        tx.sql().execute("DELETE FROM dkim_key_tbl");
                        tx.sql()
                                .execute(
                                        "DELETE FROM company_info_tbl WHERE cname = 'header-from'");
                    });
        }
    }

    @Test
    void tagsOfTheCatalogueAreComputedByTheDatabase() throws Exception {
        database.run(
                tx ->
                        tx.connection()
                                .createStatement()
                                .execute(
                                        """
                                        INSERT INTO tag_tbl (tagname, selectvalue, type, company_id) VALUES
                                        ('agnSHOP', '''<b>[rdir-domain]/{page}</b>''', 'COMPLEX', 0),
                                        ('agnLOUD', 'UPPER(cust.{column})', 'COMPLEX', 1),
                                        ('agnFOREIGN', '''x''', 'SIMPLE', 2)
                                        """));
        try {
            assertEquals(
                    "<b>https://r.example.com/a</b> BOB@EXAMPLE.COM B&lt;B&gt;",
                    body(
                            "[agnSHOP page=\"a\"] [agnLOUD column=\"email\"] [agnLOUD"
                                    + " column=\"firstname\"]"));
            assertThrows(UnsendableMailing.class, () -> body("[agnFOREIGN]"));
            assertThrows(
                    UnsendableMailing.class,
                    () -> body("[agnLOUD column=\"email), (SELECT secret_key FROM company_tbl\"]"));
        } finally {
            body("men [agnSEEN]");
        }
    }

    private static String body(String content) {
        database.run(
                tx ->
                        tx.sql()
                                .createUpdate(
                                        "UPDATE dyn_content_tbl SET dyn_content = :content WHERE"
                                                + " target_id = 801")
                                .bind("content", content)
                                .execute());
        String html = previews.render(ACTOR, 31, 6).html();
        return html.substring("<html><body>".length(), html.indexOf("<i src"));
    }
}
