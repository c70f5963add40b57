package org.openemm.route;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.openemm.InvalidInput;
import org.openemm.account.ActivityLog;
import org.openemm.account.Actor;
import org.openemm.config.Home;
import org.openemm.database.Database;
import org.openemm.testsupport.TestDatabase;

/** SMTP routes as they are kept. */
class RoutesTest {
    private static final Actor ACTOR = Actor.system("test", 1);
    private static final Clock CLOCK = Clock.systemDefaultZone();

    @TempDir private Path folder;

    @Test
    void aPasswordNeverShowsAndAnotherServerNeedsItAgain() {
        Home home = new Home(folder);
        try (TestDatabase testDatabase = TestDatabase.create()) {
            Database database = Database.over(testDatabase.dataSource(), List.of());
            Routes routes = new Routes(database, new ActivityLog(CLOCK), home, CLOCK);
            int id = routes.create(ACTOR, draft("relay.example", "geheim"));

            assertEquals("", routes.get(ACTOR, id).settings().password());
            assertTrue(routes.get(ACTOR, id).hasPassword());
            RouteDirectory directory = new RouteDirectory(database, home);
            assertEquals("geheim", directory.read().routes().get(0).password());
            assertFalse(stored(database).contains("geheim"));
            assertThrows(
                    InvalidInput.class, () -> routes.update(ACTOR, id, draft("evil.example", "")));
            database.close();
        }
    }

    private static String stored(Database database) {
        return database.inTransaction(
                tx ->
                        tx.sql()
                                .createQuery("SELECT password FROM smtp_route_tbl")
                                .mapTo(String.class)
                                .one());
    }

    private static RouteDraft draft(String host, String password) {
        return new RouteDraft(
                "Relay",
                host,
                587,
                Security.STARTTLS,
                true,
                "news",
                password,
                "",
                3,
                1,
                Rates.UNLIMITED,
                120);
    }
}
