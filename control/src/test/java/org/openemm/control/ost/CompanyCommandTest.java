package org.openemm.control.ost;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.openemm.config.Home;
import org.openemm.testsupport.Ran;
import org.openemm.testsupport.TestDatabase;

class CompanyCommandTest {
    @TempDir static Path root;
    private static TestDatabase server;

    @BeforeAll
    static void open() throws IOException {
        server = TestDatabase.create();
        Files.createDirectories(root.resolve("etc"));
        Files.writeString(
                root.resolve("etc/dbcfg"),
                "openemm: dbms=mariadb, user=root, jdbc-connect=" + server.url() + "\n");
    }

    @AfterAll
    static void close() {
        server.close();
    }

    @Test
    void theAddressesOfTheClientAreChangedOneByOneAndShown() throws Exception {
        assertEquals(0, ost("set", "rdir_domain", "https://news.example.com/").exit());
        assertEquals(0, ost("set", "mailloop_domain", "mailloop.example.com").exit());

        Ran changed = ost("set", "contact_tech", "admin@example.com");

        assertEquals(
                "rdir_domain\thttps://news.example.com\n"
                        + "mailloop_domain\tmailloop.example.com\n"
                        + "contact_tech\tadmin@example.com\n",
                changed.out());
        assertEquals(changed.out(), ost("show").out());
    }

    @Test
    void whatIsNoDomainIsRefusedWithTheReasonAndChangesNothing() throws Exception {
        String before = ost("show").out();

        Ran wrong = ost("set", "mailloop_domain", "https://mailloop.example.com");
        assertEquals(1, wrong.exit());
        assertTrue(wrong.err().contains("bounces.example.com"), wrong.err());
        assertEquals(1, ost("set", "rdir_domain", "news.example.com").exit());
        assertEquals(before, ost("show").out());
    }

    @Test
    void whatCannotBeSetIsToldWithWhatCan() throws Exception {
        Ran ran = ost("set", "secret_key", "x");

        assertEquals(2, ran.exit());
        assertTrue(ran.err().contains("rdir_domain, mailloop_domain, contact_tech"), ran.err());
        assertEquals(2, ost("set", "rdir_domain").exit());
    }

    private static Ran ost(String... parameters) throws Exception {
        List<String> all = Stream.concat(Stream.of("company"), Arrays.stream(parameters)).toList();
        return Ran.of(() -> new Ost(new Home(root), Clock.systemUTC()).run(all));
    }
}
