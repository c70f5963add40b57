package org.openemm.account;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.time.Clock;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.openemm.InvalidInput;
import org.openemm.NotPermitted;
import org.openemm.config.Home;
import org.openemm.database.Database;
import org.openemm.testsupport.TestDatabase;

class WebserviceUsersTest {
    private static final String PASSWORD = "correct-horse-battery-staple-ü😀-42";
    private static final Actor SYSTEM = Actor.system("test", 1);

    @TempDir static Path folder;
    private static TestDatabase testDatabase;
    private static Database database;
    private static WebserviceUsers users;

    @BeforeAll
    static void open() {
        testDatabase = TestDatabase.create();
        database = Database.over(testDatabase.dataSource(), List.of());
        users = new WebserviceUsers(database, new ActivityLog(Clock.systemUTC()), new Home(folder));
    }

    @AfterAll
    static void close() {
        database.close();
        testDatabase.close();
    }

    @Test
    void aNewUserIsActiveHasItsOwnDataSourceAndAReadablePassword() {
        users.create(SYSTEM, "shop", PASSWORD);

        WebserviceUser shop = find("shop").orElseThrow();
        assertTrue(shop.active());
        assertEquals(1, shop.companyId());
        assertTrue(shop.dataSourceId() > 1);
        assertEquals(Optional.of(PASSWORD), database.inTransaction(tx -> users.password(tx, shop)));
        assertTrue(users.all(SYSTEM).contains(shop));
    }

    @Test
    void theDatabaseNeverHoldsThePasswordInClear() {
        users.create(SYSTEM, "secretive", PASSWORD);

        String stored =
                database.inTransaction(
                        tx ->
                                new WebserviceUserStore()
                                        .sealedPassword(tx, "secretive")
                                        .orElseThrow());
        assertFalse(stored.contains("horse"));
    }

    @Test
    void aSealedPasswordMovedToAnotherUserOpensNothing() {
        users.create(SYSTEM, "victim", PASSWORD);
        users.create(SYSTEM, "thief", PASSWORD);
        database.run(
                tx ->
                        tx.sql()
                                .execute(
                                        """
                                        UPDATE webservice_user_tbl t, webservice_user_tbl v
                                        SET t.password_encrypted = v.password_encrypted
                                        WHERE t.username = 'thief' AND v.username = 'victim'
                                        """));

        WebserviceUser thief = find("thief").orElseThrow();
        assertEquals(Optional.empty(), database.inTransaction(tx -> users.password(tx, thief)));
    }

    @Test
    void aNameIsTakenOnceInAllCompanies() {
        users.create(SYSTEM, "once", PASSWORD);

        refused("name", "webservice.user.name.taken", "ONCE", PASSWORD);
        assertEquals(1, users.all(SYSTEM).stream().filter(u -> u.name().equals("once")).count());
    }

    @Test
    void badNamesAndPasswordsAreRefused() {
        refused("name", "webservice.user.name.invalid", "", PASSWORD);
        refused("name", "webservice.user.name.invalid", " x", PASSWORD);
        refused("name", "webservice.user.name.invalid", "x".repeat(201), PASSWORD);
        refused("password", "webservice.user.password.short", "short", "x".repeat(31));
        refused("password", "webservice.user.password.long", "long", "x".repeat(100_000));
        assertTrue(find("short").isEmpty());
        users.create(SYSTEM, "'\"<script>{{[agn", "😀".repeat(40));
    }

    @Test
    void itTakesTheRight() {
        Actor without =
                new Actor(Actor.Kind.USER, 2, "x", 1, Set.of(), Locale.ENGLISH, ZoneOffset.UTC);

        assertThrows(NotPermitted.class, () -> users.create(without, "no", PASSWORD));
        assertThrows(NotPermitted.class, () -> users.all(without));
    }

    @Test
    void anotherCompanySeesNone() {
        users.create(SYSTEM, "ours", PASSWORD);

        assertEquals(List.of(), users.all(Actor.system("test", 2)));
    }

    private static Optional<WebserviceUser> find(String name) {
        return database.inTransaction(tx -> users.find(tx, name));
    }

    private static void refused(String field, String key, String name, String password) {
        InvalidInput refused =
                assertThrows(InvalidInput.class, () -> users.create(SYSTEM, name, password));
        assertEquals(field, refused.problems().get(0).field());
        assertEquals(key, refused.problems().get(0).key());
    }
}
