package org.openemm.account;

import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.openemm.InvalidInput;

/**
 * What users may change about themselves.
 *
 * @param language ISO 639-1 code of a language the GUI speaks
 * @param zone name of a time zone, e.g. {@code Europe/Berlin}
 */
public record Profile(
        String firstName,
        String lastName,
        String email,
        String language,
        String zone,
        User.Theme theme) {
    /** Languages with complete texts. */
    public static final List<String> LANGUAGES = List.of("en", "de");

    private static final int MAX_NAME = 100;
    private static final int MAX_EMAIL = 200;

    public Profile {
        firstName = firstName.strip();
        lastName = lastName.strip();
        email = email.strip();
    }

    /** As the user has it now. */
    public static Profile of(User user) {
        return new Profile(
                user.firstName(),
                user.lastName(),
                user.email(),
                user.locale().getLanguage(),
                user.zone().getId(),
                user.theme());
    }

    public Profile withLanguage(String other) {
        return new Profile(firstName, lastName, email, other, zone, theme);
    }

    public Profile withZone(String other) {
        return new Profile(firstName, lastName, email, language, other, theme);
    }

    public Profile withTheme(User.Theme other) {
        return new Profile(firstName, lastName, email, language, zone, other);
    }

    void check() {
        List<InvalidInput.Problem> problems = new ArrayList<>();
        checkLength(problems, "firstName", firstName, MAX_NAME);
        checkLength(problems, "lastName", lastName, MAX_NAME);
        checkLength(problems, "email", email, MAX_EMAIL);
        if (!email.isEmpty() && !email.matches("[^@\\s<>]+@[^@\\s<>]+")) {
            problems.add(new InvalidInput.Problem("email", "account.email.invalid"));
        }
        if (!LANGUAGES.contains(language)) {
            problems.add(new InvalidInput.Problem("language", "account.language.unknown"));
        }
        Set<String> zones = ZoneId.getAvailableZoneIds();
        if (!zones.contains(zone)) {
            problems.add(new InvalidInput.Problem("zone", "account.zone.unknown"));
        }
        if (!problems.isEmpty()) {
            throw new InvalidInput(problems);
        }
    }

    private static void checkLength(
            List<InvalidInput.Problem> problems, String field, String value, int max) {
        if (value.length() > max) {
            problems.add(new InvalidInput.Problem(field, "account.text.long", max));
        }
    }
}
