package org.openemm.company;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Clock;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.openemm.InvalidInput;
import org.openemm.NotFound;
import org.openemm.NotPermitted;
import org.openemm.account.ActivityLog;
import org.openemm.account.Actor;
import org.openemm.database.Database;
import org.openemm.testsupport.TestDatabase;

class CompaniesTest {
    private static final Actor SYSTEM = Actor.system("test", 1);

    private static TestDatabase server;
    private static Database database;
    private static Companies companies;
    private static int second;

    @BeforeAll
    static void open() {
        server = TestDatabase.create();
        database = Database.over(server.dataSource(), List.of());
        Clock clock = Clock.systemUTC();
        companies = new Companies(database, new ActivityLog(clock), clock);
        database.run(
                tx -> {
                    tx.sql().execute("ALTER TABLE customer_1_tbl ADD COLUMN shoe_size INT");
                    tx.sql()
                            .execute(
                                    "CREATE INDEX cust1$shoe_size$idx ON customer_1_tbl"
                                            + " (shoe_size)");
                });
        second = companies.create(SYSTEM, draft("Second", "https://second.example.com"));
    }

    @AfterAll
    static void close() {
        database.close();
        server.close();
    }

    @Test
    void aNewCompanyHasSecretsOfItsOwn() {
        Company first = get(1);
        Company other = get(second);
        assertTrue(other.isActive());
        assertTrue(other.secretKey().matches("[a-zA-Z0-9]{32}"));
        assertNotEquals(first.secretKey(), other.secretKey());
        assertNotEquals(first.token(), other.token());
        assertEquals(5, other.enabledUidVersion());
        assertNotEquals(first.defaultDatasourceId(), other.defaultDatasourceId());
        assertFalse(other.toString().contains(other.secretKey()));
    }

    @Test
    void aNewCompanyHasTheTablesOfCompanyOneWithoutItsProfileFields() {
        assertEquals(
                tables("customer_1_tbl", 1),
                tables("customer_" + second + "_tbl", second),
                "tables with the number of the company");
        List<String> columns =
                strings(
                        """
                        SELECT column_name FROM information_schema.columns
                         WHERE table_schema = DATABASE() AND table_name = 'customer_%d_tbl'
                        """
                                .formatted(second));
        assertEquals(CompanyTables.STANDARD_COLUMNS, Set.copyOf(columns));
    }

    @Test
    void bindingsOfANewCompanyAreBoundToItsOwnRecipientsAndKeepAHistory() {
        database.run(
                tx -> {
                    tx.sql()
                            .execute(
                                    """
                                    INSERT INTO mailinglist_tbl (mailinglist_id, company_id, shortname)
                                    VALUES (77, ?, 'x')
                                    """,
                                    second);
                    tx.sql()
                            .execute(
                                    "INSERT INTO customer_%d_tbl (customer_id, email) VALUES (4711, 'a@example.com')"
                                            .formatted(second));
                    tx.sql()
                            .execute(
                                    """
                                    INSERT INTO customer_%d_binding_tbl (customer_id, mailinglist_id, user_status)
                                    VALUES (4711, 77, 1)
                                    """
                                            .formatted(second));
                    tx.sql()
                            .execute(
                                    "UPDATE customer_%d_binding_tbl SET user_status = 4"
                                            .formatted(second));
                    tx.sql()
                            .execute(
                                    "UPDATE customer_%d_binding_tbl SET user_status = 4"
                                            .formatted(second));
                    tx.sql().execute("DELETE FROM customer_%d_binding_tbl".formatted(second));
                });
        assertEquals(
                List.of("1 1 a@example.com", "0 4 a@example.com"),
                strings(
                        """
                        SELECT CONCAT_WS(' ', change_type, user_status, email)
                          FROM hst_customer_%d_binding_tbl ORDER BY change_type DESC
                        """
                                .formatted(second)));
        assertThrows(
                RuntimeException.class,
                () ->
                        database.run(
                                tx ->
                                        tx.sql()
                                                .execute(
                                                        """
                                                        INSERT INTO customer_%d_binding_tbl
                                                            (customer_id, mailinglist_id, user_status)
                                                        VALUES (12, 1, 1)
                                                        """
                                                                .formatted(second))));
    }

    @Test
    void creatingTheTablesAgainChangesNothing() {
        database.run(tx -> CompanyTables.create(tx, second));
        assertEquals(tables("", 1), tables("", second));
    }

    @Test
    void aCompanyIsFoundByItsTokenAndOnlyByExactlyThat() {
        String token = get(second).token();
        assertEquals(second, byToken(token));
        assertEquals(0, byToken(token.toLowerCase(Locale.ROOT) + " "));
        assertEquals(0, byToken(""));
        assertEquals(0, byToken("' OR 1=1 -- "));
    }

    @Test
    void anUnknownCompanyIsNotFound() {
        assertThrows(NotFound.class, () -> get(4711));
    }

    @Test
    void aChangeReachesOnlyTheCompanyOfTheActor() {
        Company first = get(1);
        Actor actor = user(second, "settings.extended");
        companies.update(actor, draft("Renamed", "https://news.example.com/"));
        assertEquals("Renamed", companies.get(actor).shortname());
        assertEquals("https://news.example.com", companies.get(actor).rdirDomain());
        assertEquals(first, get(1));
        assertTrue(
                strings("SELECT description FROM userlog_tbl WHERE action = 'edit company'")
                        .contains("Renamed (" + second + ")"));
    }

    @Test
    void badInputIsRefusedAndChangesNothing() {
        Company before = get(second);
        Actor actor = user(second, "settings.extended");
        for (String rdir :
                List.of(
                        "javascript:alert(1)",
                        "news.example.com",
                        "https://",
                        "https://a b",
                        "https://x.example.com/path",
                        "https://x.example.com?q=1",
                        "https://me@x.example.com",
                        "x".repeat(100_000))) {
            assertThrows(
                    InvalidInput.class,
                    () -> companies.update(actor, draft("Renamed", rdir)),
                    rdir);
        }
        assertThrows(
                InvalidInput.class,
                () -> companies.update(actor, draft("ab", "https://x.example.com")));
        assertEquals(before, get(second));
    }

    @Test
    void withoutTheRightNothingChanges() {
        Actor actor = user(second, "mailing.show");
        assertThrows(
                NotPermitted.class,
                () -> companies.update(actor, draft("Renamed", "https://x.example.com")));
        assertThrows(
                NotPermitted.class,
                () -> companies.create(actor, draft("Third", "https://x.example.com")));
    }

    private static CompanyDraft draft(String name, String rdir) {
        return new CompanyDraft(name, "", rdir, "bounces.example.com", 10000, "", "");
    }

    private static Actor user(int company, String right) {
        return new Actor(
                Actor.Kind.USER, 5, "u", company, Set.of(right), Locale.ENGLISH, ZoneOffset.UTC);
    }

    private static Company get(int id) {
        return database.inTransaction(tx -> companies.get(tx, id));
    }

    private static int byToken(String token) {
        return database.inTransaction(
                tx -> companies.byToken(tx, token).map(Company::id).orElse(0));
    }

    private static long tables(String name, int company) {
        List<String> found =
                strings(
                        """
                        SELECT table_name FROM information_schema.tables
                         WHERE table_schema = DATABASE() AND table_name REGEXP '_%1$d_|^cust%1$d_'
                        """
                                .formatted(company));
        assertTrue(name.isEmpty() || found.contains(name), name);
        return found.size();
    }

    private static List<String> strings(String sql) {
        return database.inTransaction(tx -> tx.sql().select(sql).mapTo(String.class).list());
    }
}
