package org.openemm.account;

import com.password4j.Argon2Function;
import com.password4j.HashBuilder;
import com.password4j.HashChecker;
import com.password4j.Password;
import com.password4j.types.Argon2;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Semaphore;
import org.openemm.config.Home;

/**
 * Turns passwords of users into what the database keeps: Argon2id, a random salt per password, and
 * on top the text of {@code conf/keys/emm.salt}, which no copy of the database holds (Install &amp;
 * Admin Guide, section 11.10). Changing that file makes every saved password invalid.
 *
 * <p>Thread-safe.
 */
public final class Passwords {
    /** 19 MiB, two passes, one lane: the smallest setting that OWASP recommends. */
    private static final Argon2Function ARGON2 =
            Argon2Function.getInstance(19_456, 2, 1, 32, Argon2.ID);

    /** Longer ones are never right: hashing megabytes is work for nothing. */
    static final int MAX_LENGTH = 1_000;

    /**
     * Hashes computed at the same time; further callers wait, so that a flood of logins cannot eat
     * the memory.
     */
    private static final int AT_ONCE = 4;

    /**
     * Of a password that was thrown away, with the same setting: checking against it costs the
     * same.
     */
    private static final String NOBODYS_HASH =
            "$argon2id$v=19$m=19456,t=2,p=1$0O1SgFXBsRHvt1WIrxcndA"
                    + "$8+/dCNcuiRCrS6O8xWhuFMwAqyKIAUzi6t01hvV1JTo";

    private final String pepper;
    private final Semaphore places = new Semaphore(AT_ONCE, true);

    private Passwords(String pepper) {
        this.pepper = pepper;
    }

    /** With the salt file of this installation; without one the salt per password must do. */
    public static Passwords of(Home home) {
        Path file = home.keys().resolve("emm.salt");
        try {
            String text =
                    Files.isRegularFile(file) ? Files.readString(file, StandardCharsets.UTF_8) : "";
            return new Passwords(text.strip());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * @return text for {@code admin_tbl.secure_password_hash}, about 100 characters
     */
    public String hash(String password) {
        HashBuilder builder = Password.hash(password).addRandomSalt(16);
        return (pepper.isEmpty() ? builder : builder.addPepper(pepper)).with(ARGON2).getResult();
    }

    /** Whether this is the password; false, too, for an empty or unreadable hash. */
    public boolean verify(String password, String hash) {
        if (password == null || hash == null || !hash.startsWith("$argon2id$")) {
            return false;
        }
        try {
            HashChecker checker = Password.check(password, hash);
            Argon2Function function = Argon2Function.getInstanceFromHash(hash);
            return (pepper.isEmpty() ? checker : checker.addPepper(pepper)).with(function);
        } catch (RuntimeException e) {
            // A damaged hash matches no password; what exactly is broken in it does not matter.
            return false;
        }
    }

    /**
     * Whether the password belongs to the hash; takes the same time when there is no hash.
     *
     * @param hash null when there is no such user or none has been set
     */
    boolean matches(String password, String hash) {
        boolean usable =
                hash != null && hash.startsWith("$argon2id$") && password.length() <= MAX_LENGTH;
        places.acquireUninterruptibly();
        try {
            boolean same =
                    verify(
                            password.length() <= MAX_LENGTH ? password : "",
                            usable ? hash : NOBODYS_HASH);
            return same && usable;
        } finally {
            places.release();
        }
    }
}
