package org.openemm.target;

import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.openemm.account.ActivityLog;
import org.openemm.account.Actor;
import org.openemm.config.Home;
import org.openemm.config.Settings;
import org.openemm.eql.World;
import org.openemm.profilefield.ProfileFields;

/** Target groups of a company with thirty recipients. */
abstract class TargetTestBase {
    static final Clock CLOCK = Clock.fixed(Instant.parse("2026-11-20T12:00:00Z"), ZoneOffset.UTC);
    static final Actor ANNA = Actor.system("anna", 1);
    static final Actor STRANGER = Actor.system("stranger", 2);

    static World world;
    static Targets targets;

    @BeforeAll
    static void open() {
        world = new World();
        ActivityLog log = new ActivityLog(CLOCK);
        Settings settings =
                new Settings(world.database, new Home(Path.of("target/no-home")), CLOCK);
        targets =
                new Targets(
                        world.database,
                        new ProfileFields(world.database, settings, log, CLOCK),
                        log,
                        CLOCK);
    }

    @AfterAll
    static void close() {
        world.close();
    }

    static int save(String name, String eql) {
        return targets.save(ANNA, new TargetDraft(0, name, "", eql));
    }

    static String sql(int id) {
        return world.database.inTransaction(tx -> targets.sql(tx, 1, id));
    }

    static List<Integer> select(String expression) throws Exception {
        return world.select(
                world.database.inTransaction(tx -> targets.expressionSql(tx, 1, expression)));
    }
}
