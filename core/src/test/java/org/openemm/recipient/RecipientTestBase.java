package org.openemm.recipient;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.api.io.TempDir;
import org.openemm.Core;
import org.openemm.InvalidInput;
import org.openemm.account.Actor;
import org.openemm.company.CompanyDraft;
import org.openemm.config.Home;
import org.openemm.testsupport.TestDatabase;

/** A migrated database with a second company; the tests of a class share it. */
public abstract class RecipientTestBase {
    protected static final Instant NOW = Instant.parse("2026-11-21T10:00:00Z");
    public static final Actor ANNA = Actor.system("anna", 1);

    protected static TestDatabase server;
    protected static Core core;

    /** Somebody of the other company. */
    protected static Actor otto;

    @BeforeAll
    static void open(@TempDir Path folder) {
        server = TestDatabase.create();
        core = Core.open(server.dataSource(), new Home(folder), Clock.fixed(NOW, ZoneOffset.UTC));
        int second =
                core.companies()
                        .create(ANNA, new CompanyDraft("Second", "", "", "", 10_000, "", ""));
        otto = Actor.system("otto", second);
    }

    @AfterAll
    static void close() {
        core.close();
        server.close();
    }

    /** The key of the only problem that the input has. */
    protected static String problem(Executable input) {
        List<InvalidInput.Problem> problems = assertThrows(InvalidInput.class, input).problems();
        assertEquals(1, problems.size(), problems::toString);
        return problems.get(0).key();
    }

    protected static <T> T one(Class<T> type, String sql) {
        return core.database().inTransaction(tx -> tx.sql().createQuery(sql).mapTo(type).one());
    }

    protected static void execute(String sql) {
        core.database().run(tx -> tx.sql().execute(sql));
    }
}
