package org.openemm.account;

import java.util.Locale;
import org.openemm.InvalidInput;

/** What a new password must look like (config value {@code password.policy}). */
public enum PasswordPolicy {
    /** At least 8 characters with lower case, upper case, digit and special character. */
    LENGTH_8_MIXED(8, true),
    /** At least 12 characters of any kind. */
    LENGTH_12_SIMPLE(12, false),
    /** At least 32 characters: passwords of SOAP users. */
    WEBSERVICE(32, false);

    private final int minimum;
    private final boolean mixed;

    PasswordPolicy(int minimum, boolean mixed) {
        this.minimum = minimum;
        this.mixed = mixed;
    }

    /** The policy of that name; LENGTH_8_MIXED for an unknown one. */
    public static PasswordPolicy named(String name) {
        for (PasswordPolicy policy : values()) {
            if (policy.name().equals(name.trim().toUpperCase(Locale.ROOT))) {
                return policy;
            }
        }
        return LENGTH_8_MIXED;
    }

    /**
     * @param field input field to blame
     * @throws InvalidInput when the password is too weak or too long
     */
    public void check(String field, String password) {
        int length = password.codePointCount(0, password.length());
        if (password.length() > Passwords.MAX_LENGTH) {
            throw new InvalidInput(field, "account.password.long", Passwords.MAX_LENGTH);
        }
        if (length < minimum) {
            throw new InvalidInput(field, "account.password.short", minimum);
        }
        if (mixed && !isMixed(password)) {
            throw new InvalidInput(field, "account.password.mixed", minimum);
        }
    }

    /** Key of the text that explains the rule; its argument is {@link #minimum()}. */
    public String ruleKey() {
        return mixed ? "account.password.rule.mixed" : "account.password.rule.simple";
    }

    /** Whether lower case, upper case, digit and special character must all occur. */
    public boolean mixed() {
        return mixed;
    }

    /** Fewest characters allowed. */
    public int minimum() {
        return minimum;
    }

    private static boolean isMixed(String password) {
        return password.codePoints().anyMatch(Character::isLowerCase)
                && password.codePoints().anyMatch(Character::isUpperCase)
                && password.codePoints().anyMatch(Character::isDigit)
                && password.codePoints().anyMatch(c -> !Character.isLetterOrDigit(c));
    }
}
