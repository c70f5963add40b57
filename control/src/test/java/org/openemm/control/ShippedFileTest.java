package org.openemm.control;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ShippedFileTest {
    @TempDir Path folder;

    @Test
    void anUpdateBringsTheNewerFileAsLongAsNobodyChangedIt() throws IOException {
        assertEquals("one", after("one"));
        assertEquals("two", after("two"));
        assertEquals("two", after("two"));
        assertEquals("three", after("three"));
    }

    @Test
    void whatTheAdministratorChangedStays() throws IOException {
        after("one");
        Files.writeString(used(), "mine");
        assertEquals("mine", after("one"));
        assertEquals("mine", after("two"));
    }

    @Test
    void aFileOfAnEarlierInstallationStays() throws IOException {
        Files.writeString(used(), "old");
        assertEquals("old", after("one"));
        assertEquals("old", after("two"));
    }

    @Test
    void whoTakesTheShippedFileBackGetsNewerOnesAgain() throws IOException {
        after("one");
        Files.writeString(used(), "mine");
        after("two");
        Files.writeString(used(), "two");
        assertEquals("two", after("two"));
        assertEquals("three", after("three"));
    }

    @Test
    void withoutAShippedFileNothingHappens() throws IOException {
        ShippedFile.bring(folder.resolve("none"), used(), folder.resolve("mark"));
        assertFalse(Files.exists(used()));
    }

    private Path used() {
        return folder.resolve("used");
    }

    private String after(String shipped) throws IOException {
        Path file = Files.writeString(folder.resolve("shipped"), shipped);
        ShippedFile.bring(file, used(), folder.resolve("mark"));
        return Files.readString(used());
    }
}
