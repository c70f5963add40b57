package org.openemm.remote;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.openemm.account.Actor;
import org.openemm.config.Home;
import org.openemm.config.Settings;
import org.openemm.database.Database;
import org.openemm.testsupport.TestDatabase;

class RestQuotasTest {
    private static final Clock NOON =
            Clock.fixed(Instant.parse("2026-11-20T12:00:00Z"), ZoneOffset.UTC);

    @Test
    void callsAreCountedOnlyWhenThatIsWantedAndDearOnesCountMore() {
        try (TestDatabase server = TestDatabase.create()) {
            Database database = Database.over(server.dataSource(), List.of());
            Settings settings = new Settings(database, new Home(Path.of("/nonexistent")), NOON);
            RestQuotas quotas = new RestQuotas(database, settings, NOON);
            for (int i = 0; i < 2000; i++) {
                assertTrue(quotas.take(actor(1, "shop"), "Mailing"));
            }
            execute(
                    database,
                    "INSERT INTO company_info_tbl (company_id, cname, cvalue) VALUES (1,"
                            + " 'restful.enableQuota', 'true')");
            execute(database, "INSERT INTO restful_quota_tbl VALUES (7, '10/PT1M')");
            execute(
                    database,
                    "INSERT INTO restful_api_costs_tbl VALUES (0, 'Send', 5), (1, 'Recipient', 3)");
            settings.reload();
            Actor shop = actor(7, "shop");
            assertTrue(quotas.take(shop, "Send"));
            assertTrue(quotas.take(shop, "Recipient"));
            assertFalse(quotas.take(shop, "Recipient"));
            assertTrue(quotas.take(shop, "Mailing"));
            assertTrue(quotas.take(shop, "Mailing"));
            assertFalse(quotas.take(shop, "Mailing"));
            assertTrue(quotas.take(actor(8, "crm"), "Mailing"), "each user has limits of his own");
            database.close();
        }
    }

    private static void execute(Database database, String sql) {
        database.run(tx -> tx.sql().execute(sql));
    }

    private static Actor actor(int id, String name) {
        return new Actor(Actor.Kind.USER, id, name, 1, Set.of(), Locale.ENGLISH, ZoneOffset.UTC);
    }
}
