package org.openemm.dkim;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.openemm.InvalidInput;
import org.openemm.NotFound;
import org.openemm.NotPermitted;
import org.openemm.account.ActivityLog;
import org.openemm.account.Actor;
import org.openemm.config.Home;
import org.openemm.database.Database;
import org.openemm.testsupport.TestDatabase;

class DkimKeysTest {
    private static final Instant NOW = Instant.parse("2026-11-21T10:00:00Z");
    private static final Actor ACTOR = Actor.system("test", 1);
    private static final Actor NEIGHBOUR = Actor.system("test", 2);
    private static final Actor INSTALLATION = Actor.system("test", 0);
    private static final String PEM = KeyText.pem(PrivateDkimKey.generate(KeyType.ED25519, 0));

    @TempDir static Path home;
    private static TestDatabase server;
    private static Database database;
    private static KeyBox box;
    private static DkimKeys keys;
    private static final Map<String, List<String>> DNS = new HashMap<>();

    @BeforeAll
    static void open() {
        server = TestDatabase.create();
        database = Database.over(server.dataSource(), List.of());
        box = new KeyBox(new Home(home));
        Clock clock = Clock.fixed(NOW, ZoneOffset.UTC);
        keys =
                new DkimKeys(
                        database,
                        new ActivityLog(clock),
                        box,
                        name -> DNS.getOrDefault(name, List.of()),
                        clock);
    }

    @AfterAll
    static void close() {
        database.close();
        server.close();
    }

    @BeforeEach
    void empty() {
        database.run(
                tx -> {
                    tx.sql().execute("DELETE FROM dkim_key_tbl");
                    tx.sql().execute("DELETE FROM dkim_check_tbl");
                    tx.sql().execute("DELETE FROM userlog_tbl");
                    tx.sql().execute("DELETE FROM company_info_tbl WHERE cname LIKE 'dkim-%'");
                });
        DNS.clear();
    }

    @Test
    void anOwnKeyOfTheSameDomainWinsOverOneAbove() {
        put(ACTOR, "example.com", "far");
        put(ACTOR, "news.example.com", "above");
        put(ACTOR, "eu.news.example.com", "same");
        put(INSTALLATION, "eu.news.example.com", "global");
        put(NEIGHBOUR, "eu.news.example.com", "foreign");

        assertEquals(List.of("same"), signing("eva@eu.news.example.com"));
        assertEquals(List.of("above"), signing("Eva <eva@shop.news.example.com>"));
        assertEquals(List.of("far"), signing("eva@EXAMPLE.com"));
        assertEquals(List.of(), signing("eva@badexample.com"));
        assertEquals(List.of(), signing("eva@com"));
        assertEquals(List.of(), signing("no address"));
    }

    @Test
    void internationalDomainsAreFoundInBothForms() {
        put(ACTOR, "gärten.example", "s1");

        assertEquals("xn--grten-gra.example", keys.all(ACTOR).get(0).name().domain());
        assertEquals(List.of("s1"), signing("eva@gärten.example"));
        assertEquals(List.of("s1"), signing("eva@xn--grten-gra.example"));
    }

    @Test
    void keysOfTheInstallationAndOfOtherDomainsNeedTheirSettings() {
        put(ACTOR, "example.com", "own");
        put(INSTALLATION, "example.org", "global");

        assertEquals(List.of(), signing("eva@example.org"));
        assertEquals(List.of(), signing("eva@example.net"));
        set("dkim-local-key", "true");
        assertEquals(List.of("own"), signing("eva@example.net"));
        assertEquals("", found("eva@example.net").get(0).identity());
        set("dkim-global-key", "true");
        assertEquals(List.of("global"), signing("eva@example.org"));
        assertEquals("eva@example.org", found("eva@example.org").get(0).identity());
        set("dkim-local-key", "false");
        assertEquals(List.of("global"), signing("eva@example.net"));
        assertEquals("", found("eva@example.net").get(0).identity());
    }

    @Test
    void aSenderThatDiffersPerRecipientHasTheDomainAsIdentity() {
        put(ACTOR, "example.com", "own");

        assertEquals("@example.com", found("[agnNAME]@example.com").get(0).identity());
        assertEquals(List.of(), signing("news@[agnDOMAIN]"));
    }

    @Test
    void keysSignOnlyWhileTheyAreValidAndTheOneThatBecameValidLast() {
        int old = put(ACTOR, "example.com", "old");
        Instant change = NOW.plusSeconds(3600);
        keys.create(
                ACTOR,
                "example.com",
                "new",
                KeyType.ED25519,
                0,
                new Validity(change, null),
                change.plusSeconds(86_400));

        assertEquals(List.of("old"), signing("eva@example.com"));
        assertEquals(List.of("new"), signing("eva@example.com", change));
        assertEquals(change.plusSeconds(86_400), keys.get(ACTOR, old).validity().end());
        keys.setValidity(ACTOR, old, new Validity(null, NOW));
        assertEquals(List.of(), signing("eva@example.com"));
        assertEquals(DkimKey.Stage.ENDED, keys.get(ACTOR, old).stage(NOW));
    }

    @Test
    void twoAlgorithmsSignAtOnceWhereThatIsSet() {
        keys.create(ACTOR, "example.com", "r1", KeyType.RSA, 1024, new Validity(NOW, null), null);
        put(ACTOR, "example.com", "e1");
        put(ACTOR, "example.com", "e2");

        assertEquals(List.of("r1"), signing("eva@example.com"));
        keys.setSignsTwice(ACTOR, true);
        assertTrue(keys.signsTwice(ACTOR));
        assertEquals(Set.of("r1", "e2"), Set.copyOf(signing("eva@example.com")));
        keys.setSignsTwice(ACTOR, false);
        assertEquals(List.of("r1"), signing("eva@example.com"));
    }

    @Test
    void plainKeysOfFormerVersionsSignAndAreSealedAtOnce() {
        database.run(
                tx ->
                        tx.sql()
                                .execute(
                                        "INSERT INTO dkim_key_tbl (company_id, domain, selector,"
                                                + " domain_key) VALUES (1, 'Example.com', 's1', ?)",
                                        PEM));

        assertEquals(List.of("s1"), signing("eva@example.com"));
        assertFalse(stored().contains("PRIVATE KEY"));
        assertTrue(stored().contains("|v1:"));
        assertEquals(List.of("s1"), signing("eva@example.com"));
    }

    @Test
    void aKeyThatCannotBeOpenedIsShownAndAnotherSigns() {
        put(ACTOR, "example.com", "good");
        database.run(
                tx ->
                        tx.sql()
                                .execute(
                                        "INSERT INTO dkim_key_tbl (company_id, domain, selector,"
                                                + " domain_key_encrypted) VALUES (1, 'example.com',"
                                                + " 'bad', 'AAAA'), (1, 'example.com', 'none',"
                                                + " NULL)"));

        assertEquals(List.of("good"), signing("eva@example.com"));
        List<DkimKey> all = keys.all(ACTOR);
        assertEquals(
                List.of("none", "bad", "good"),
                all.stream().map(key -> key.name().selector()).toList());
        assertEquals(DkimKey.Stage.UNREADABLE, all.get(0).stage(NOW));
        assertTrue(all.get(1).problem().contains("import it again"));
        assertEquals(DkimKey.Stage.SIGNS, all.get(2).stage(NOW));
    }

    @Test
    void nobodySeesOrChangesTheKeysOfOthers() {
        int own = put(ACTOR, "example.com", "s1");
        int global = put(INSTALLATION, "example.com", "s2");

        assertThrows(NotFound.class, () -> keys.get(NEIGHBOUR, own));
        assertThrows(NotFound.class, () -> keys.delete(NEIGHBOUR, own));
        assertThrows(NotFound.class, () -> keys.setValidity(NEIGHBOUR, own, Validity.ALWAYS));
        assertThrows(NotFound.class, () -> keys.check(NEIGHBOUR, own));
        assertEquals("s2", keys.get(NEIGHBOUR, global).name().selector());
        assertThrows(NotFound.class, () -> keys.delete(NEIGHBOUR, global));
        assertEquals(2, keys.all(ACTOR).size());
        assertEquals(2, keys.ofEverybody(INSTALLATION).size());
    }

    @Test
    void withoutTheRightNothingIsShownOrChanged() {
        Actor user =
                new Actor(
                        Actor.Kind.USER,
                        5,
                        "eva",
                        1,
                        Set.of(DkimKeys.SHOW),
                        java.util.Locale.ENGLISH,
                        ZoneOffset.UTC);
        int id = put(ACTOR, "example.com", "s1");

        assertEquals(1, keys.all(user).size());
        assertThrows(NotPermitted.class, () -> keys.delete(user, id));
        assertThrows(NotPermitted.class, () -> keys.ofEverybody(user));
        assertThrows(
                NotPermitted.class,
                () -> keys.takeOver(user, "example.com", "s2", PEM, Validity.ALWAYS));
    }

    @Test
    void wrongInputIsRefusedAndChangesNothing() {
        put(ACTOR, "example.com", "s1");

        assertEquals("dkim.selector.taken", problem("EXAMPLE.com", "S1", PEM));
        assertEquals("dkim.domain.address", problem("eva@example.com", "s2", PEM));
        assertEquals("dkim.domain.invalid", problem("example", "s2", PEM));
        assertEquals("dkim.domain.invalid", problem("'\"<script>{{[agn", "s2", PEM));
        assertEquals("dkim.domain.empty", problem(" ", "s2", PEM));
        assertEquals("dkim.selector.invalid", problem("example.com", "a b", PEM));
        assertEquals("dkim.selector.invalid", problem("example.com", "x".repeat(100_000), PEM));
        assertEquals("dkim.key.empty", problem("example.com", "s2", ""));
        assertEquals(1, keys.all(ACTOR).size());
        assertThrows(
                InvalidInput.class,
                () ->
                        keys.create(
                                ACTOR,
                                "example.com",
                                "s2",
                                KeyType.RSA,
                                512,
                                Validity.ALWAYS,
                                null));
        assertThrows(
                InvalidInput.class,
                () ->
                        keys.setValidity(
                                ACTOR,
                                keys.all(ACTOR).get(0).id(),
                                new Validity(NOW, NOW.minusSeconds(1))));
    }

    @Test
    void selectorsAreProposedThatAreNotUsed() {
        assertEquals("em202611", keys.proposeSelector(ACTOR, "example.com"));
        put(ACTOR, "example.com", "em202611");
        assertEquals("em202611b", keys.proposeSelector(ACTOR, "example.com"));
        assertEquals("em202611", keys.proposeSelector(ACTOR, "example.org"));
    }

    @Test
    void theRecordInDnsIsComparedAndRemembered() {
        int id = put(ACTOR, "example.com", "s1");
        DkimKey key = keys.get(ACTOR, id);

        assertEquals(RecordCheck.State.MISSING, keys.check(ACTOR, id).state());
        DNS.put("s1._domainkey.example.com", List.of(key.record().orElseThrow().value()));
        assertEquals(RecordCheck.State.FITS, keys.check(ACTOR, id).state());
        assertEquals(NOW, keys.get(ACTOR, id).check().orElseThrow().at());
        keys.put(ACTOR, key.name(), PrivateDkimKey.generate(KeyType.ED25519, 0), Validity.ALWAYS);
        assertTrue(keys.get(ACTOR, id).check().isEmpty());
        assertEquals(RecordCheck.State.OTHER_KEY, keys.check(ACTOR, id).state());
    }

    @Test
    void everyChangeIsInTheActivityLogWithoutTheKey() {
        int id = put(ACTOR, "example.com", "s1");
        keys.setValidity(ACTOR, id, new Validity(NOW, null));
        keys.delete(ACTOR, id);

        List<String> log =
                database.inTransaction(
                        tx ->
                                tx.sql()
                                        .createQuery(
                                                "SELECT CONCAT(action, ': ', description) FROM"
                                                        + " userlog_tbl ORDER BY logtime,"
                                                        + " action")
                                        .mapTo(String.class)
                                        .list());
        String name = "s1._domainkey.example.com (" + id + ")";
        assertEquals(
                Set.of(
                        "import DKIM key: " + name,
                        "change validity of DKIM key: " + name,
                        "delete DKIM key: " + name),
                Set.copyOf(log));
    }

    private static int put(Actor actor, String domain, String selector) {
        return keys.takeOver(actor, domain, selector, PEM, Validity.ALWAYS);
    }

    private static String problem(String domain, String selector, String key) {
        return assertThrows(
                        InvalidInput.class,
                        () -> keys.takeOver(ACTOR, domain, selector, key, Validity.ALWAYS))
                .problems()
                .get(0)
                .key();
    }

    private static List<String> signing(String from) {
        return signing(from, NOW);
    }

    private static List<String> signing(String from, Instant when) {
        return found(from, when).stream().map(SigningKey::selector).toList();
    }

    private static List<SigningKey> found(String from) {
        return found(from, NOW);
    }

    private static List<SigningKey> found(String from, Instant when) {
        return database.inTransaction(
                tx -> new SenderKeys(box).find(tx, 1, SenderKeys.settings(tx, 1), from, when));
    }

    private static void set(String name, String value) {
        database.run(
                tx -> {
                    tx.sql().execute("DELETE FROM company_info_tbl WHERE cname = ?", name);
                    tx.sql()
                            .execute(
                                    "INSERT INTO company_info_tbl (company_id, cname, cvalue)"
                                            + " VALUES (1, ?, ?)",
                                    name,
                                    value);
                });
    }

    private static String stored() {
        return database.inTransaction(
                tx ->
                        tx.sql()
                                .createQuery(
                                        "SELECT CONCAT(domain_key, '|', domain_key_encrypted) FROM"
                                                + " dkim_key_tbl")
                                .mapTo(String.class)
                                .one());
    }
}
