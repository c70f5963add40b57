package org.openemm.account;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.openemm.config.Home;

class SecretBoxTest {
    private static final String SECRET = "pässwörd, with = and 😀";

    @TempDir Path folder;

    @Test
    void whatIsSealedCanBeOpenedByTheSameInstallation() {
        String sealed = SecretBox.of(new Home(folder)).seal("shop", SECRET);

        assertEquals(SECRET, SecretBox.of(new Home(folder)).open("shop", sealed));
    }

    @Test
    void theSameSecretNeverLooksTheSame() {
        SecretBox box = SecretBox.of(new Home(folder));

        assertNotEquals(box.seal("shop", SECRET), box.seal("shop", SECRET));
    }

    @Test
    void anotherOwnerCannotOpenIt() {
        SecretBox box = SecretBox.of(new Home(folder));
        String sealed = box.seal("shop", SECRET);

        assertThrows(IllegalArgumentException.class, () -> box.open("intruder", sealed));
    }

    @Test
    void aChangedCharacterIsNoticed() {
        SecretBox box = SecretBox.of(new Home(folder));
        String sealed = box.seal("shop", SECRET);
        char other = sealed.charAt(20) == 'A' ? 'B' : 'A';
        String changed = sealed.substring(0, 20) + other + sealed.substring(21);

        assertThrows(IllegalArgumentException.class, () -> box.open("shop", changed));
        assertThrows(IllegalArgumentException.class, () -> box.open("shop", "v1:AAAA"));
        assertThrows(IllegalArgumentException.class, () -> box.open("shop", SECRET));
        assertThrows(IllegalArgumentException.class, () -> box.open("shop", ""));
    }

    @Test
    void onlyTheOwnerOfTheInstallationCanReadTheKey() throws Exception {
        SecretBox.of(new Home(folder));
        Path key = folder.resolve("conf/keys/secret.key");

        assertTrue(Files.isRegularFile(key));
        assertEquals(
                "rw-------", PosixFilePermissions.toString(Files.getPosixFilePermissions(key)));
        try (var files = Files.list(key.getParent())) {
            assertEquals(1, files.count());
        }
    }

    @Test
    void aPasswordOf100CharactersFitsTheColumn() {
        String sealed = SecretBox.of(new Home(folder)).seal("shop", "x".repeat(100));

        assertTrue(sealed.length() <= 256, sealed);
    }
}
