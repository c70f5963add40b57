package org.openemm.control;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.openemm.config.Home;

class DatabaseChoiceTest {
    @TempDir Path folder;
    private Path file;

    @BeforeEach
    void create() throws IOException {
        file = Files.createDirectories(folder.resolve("etc")).resolve("dbcfg");
    }

    @Test
    void withoutDbcfgOurOwnServerIsWrittenThere() throws IOException {
        DatabaseChoice choice = DatabaseChoice.make(setup(8306));

        assertTrue(choice.own());
        assertEquals(24, choice.dbCfg().password().length());
        assertEquals(Optional.of(choice), DatabaseChoice.existing(new Home(folder)));
        assertEquals(
                "rw-------", PosixFilePermissions.toString(Files.getPosixFilePermissions(file)));
    }

    @Test
    void theSecondStartChangesNothing() throws IOException {
        DatabaseChoice first = DatabaseChoice.make(setup(8306));
        String written = Files.readString(file);

        assertEquals(first, DatabaseChoice.make(setup(8306)));
        assertEquals(written, Files.readString(file));
    }

    @Test
    void anotherPortOfOurOwnServerIsWrittenAndThePasswordKept() throws IOException {
        DatabaseChoice first = DatabaseChoice.make(setup(8306));

        DatabaseChoice second = DatabaseChoice.make(setup(8307));

        assertTrue(second.dbCfg().jdbcUrl().contains(":8307/"), second.dbCfg().jdbcUrl());
        assertEquals(first.dbCfg().password(), second.dbCfg().password());
    }

    @Test
    void aDatabaseOfTheAdministratorIsUsedAndItsFileLeftAlone() throws IOException {
        String text = "openemm: dbms=mariadb, host=db, name=n, user=u, password=a,b=c ü\n";
        Files.writeString(file, text);

        DatabaseChoice choice = DatabaseChoice.make(setup(8306));

        assertFalse(choice.own());
        assertEquals("a,b=c ü", choice.dbCfg().password());
        assertEquals(text, Files.readString(file));
    }

    private Setup setup(int dbPort) {
        return new Setup(
                new Home(folder), Optional.empty(), "127.0.0.1", 1, 2, 3, dbPort, "1m", "1m", "1M");
    }
}
