package org.openemm.dkim;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Base64;
import javax.crypto.Cipher;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.openemm.InvalidInput;
import org.openemm.config.Home;

class KeyBoxTest {
    private static final PrivateDkimKey ED = PrivateDkimKey.generate(KeyType.ED25519, 0);
    @TempDir Path folder;

    @Test
    void whatIsSealedIsOpenedAgain() throws Exception {
        String sealed = box().seal("example.com", "s1", ED);

        assertEquals(ED.publicText(), box().open("Example.com", "S1", sealed).publicText());
        assertTrue(sealed.startsWith("v1:"));
        assertNotEquals(sealed, box().seal("example.com", "s1", ED));
    }

    @Test
    void theMasterKeyIsMadeOnFirstUseForItsOwnerOnly() throws Exception {
        box().seal("example.com", "s1", ED);

        Path file = folder.resolve("lib/dkim.key");
        assertEquals(
                "rw-------", PosixFilePermissions.toString(Files.getPosixFilePermissions(file)));
        assertEquals(32, Base64.getDecoder().decode(Files.readString(file).trim()).length);
    }

    @Test
    void aSealedKeyOfFourThousandBitsFitsIntoItsColumn() {
        PrivateDkimKey key = PrivateDkimKey.generate(KeyType.RSA, 4096);

        assertTrue(box().seal("example.com", "s1", key).length() <= 4000);
    }

    @Test
    void theSealHoldsForOneDomainAndSelectorAndOneMasterKey() throws Exception {
        String sealed = box().seal("example.com", "s1", ED);

        assertThrows(UnreadableKey.class, () -> box().open("example.org", "s1", sealed));
        assertThrows(UnreadableKey.class, () -> box().open("example.com", "s2", sealed));
        assertThrows(
                UnreadableKey.class,
                () -> box().open("example.com", "s1", sealed.replace("v1:A", "v1:B") + "A"));
        Files.writeString(folder.resolve("lib/dkim.key"), "another secret of this machine");
        assertThrows(UnreadableKey.class, () -> box().open("example.com", "s1", sealed));
        Files.delete(folder.resolve("lib/dkim.key"));
        assertThrows(UnreadableKey.class, () -> box().open("example.com", "s1", sealed));
    }

    @ParameterizedTest
    @ValueSource(strings = {"PKCS5Padding", "NoPadding"})
    void whatFormerVersionsEncryptedIsRead(String padding) throws Exception {
        Files.createDirectories(folder.resolve("lib"));
        Files.writeString(folder.resolve("lib/dkim.key"), "  0123456789abcdefghij \n");
        Cipher cipher = Cipher.getInstance("AES/ECB/" + padding);
        cipher.init(
                Cipher.ENCRYPT_MODE,
                new SecretKeySpec("0123456789abcdef".getBytes(StandardCharsets.UTF_8), "AES"));
        String pem = KeyText.pem(ED);
        String old =
                Base64.getMimeEncoder()
                        .encodeToString(
                                cipher.doFinal(
                                        (pem + " ".repeat(16 - pem.length() % 16))
                                                .getBytes(StandardCharsets.UTF_8)));

        assertEquals(ED.publicText(), box().open("example.com", "s1", old).publicText());
        Files.writeString(folder.resolve("lib/dkim.key"), "fedcba9876543210");
        String message =
                assertThrows(UnreadableKey.class, () -> box().open("example.com", "s1", old))
                        .getMessage();
        assertTrue(message.contains("import it again"), message);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "v1:", "v1:%%%", "v1:AAAA", "nonsense", "-----BEGIN PRIVATE KEY"})
    void nonsenseIsUnreadable(String stored) {
        box().seal("example.com", "s1", ED);

        assertThrows(UnreadableKey.class, () -> box().open("example.com", "s1", stored));
    }

    @Test
    void aMasterKeyThatAnybodyCouldGuessIsRefused() throws Exception {
        Files.createDirectories(folder.resolve("lib"));
        Files.writeString(folder.resolve("lib/dkim.key"), "short\n");

        assertThrows(InvalidInput.class, () -> box().seal("example.com", "s1", ED));
        assertFalse(KeyBox.isSealed(KeyText.pem(ED)));
    }

    private KeyBox box() {
        return new KeyBox(new Home(folder));
    }
}
