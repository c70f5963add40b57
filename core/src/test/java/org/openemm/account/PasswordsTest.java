package org.openemm.account;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.openemm.config.Home;

class PasswordsTest {
    @TempDir Path folder;

    @Test
    void theRightPasswordIsAcceptedAndAnotherIsNot() {
        Passwords passwords = Passwords.of(new Home(folder));
        String hash = passwords.hash("Gäste-Paß 😀");

        assertTrue(passwords.verify("Gäste-Paß 😀", hash));
        assertFalse(passwords.verify("Gäste-Pass 😀", hash));
        assertFalse(passwords.verify("", hash));
        assertTrue(hash.length() <= 200, hash);
    }

    @Test
    void theSamePasswordNeverHashesTheSame() {
        Passwords passwords = Passwords.of(new Home(folder));

        assertNotEquals(passwords.hash("secret"), passwords.hash("secret"));
    }

    @Test
    void anotherSaltFileMakesSavedPasswordsInvalid() throws IOException {
        String hash = Passwords.of(withSalt("one")).hash("secret");

        assertTrue(Passwords.of(withSalt("one")).verify("secret", hash));
        assertFalse(Passwords.of(withSalt("two")).verify("secret", hash));
    }

    @Test
    void whatIsNoHashMatchesNoPassword() {
        Passwords passwords = Passwords.of(new Home(folder));

        for (String damaged :
                new String[] {"", "secret", "$argon2id$", "$argon2id$v=19$m=9,t=2,p=1$x$y", null}) {
            assertFalse(passwords.verify("secret", damaged), damaged);
        }
        assertFalse(passwords.verify(null, passwords.hash("secret")));
    }

    private Home withSalt(String salt) throws IOException {
        Files.createDirectories(folder.resolve("conf/keys"));
        Files.writeString(folder.resolve("conf/keys/emm.salt"), salt + "\n");
        return new Home(folder);
    }
}
