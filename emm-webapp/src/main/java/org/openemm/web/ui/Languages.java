package org.openemm.web.ui;

import java.util.List;
import java.util.Locale;
import org.openemm.account.Profile;

/** Which language to speak to somebody who has not logged in yet. */
final class Languages {
    private static final List<Locale> SPOKEN =
            Profile.LANGUAGES.stream().map(Locale::forLanguageTag).toList();

    private Languages() {}

    static List<Option> options() {
        return SPOKEN.stream()
                .map(locale -> new Option(locale.getLanguage(), locale.getDisplayLanguage(locale)))
                .toList();
    }

    /**
     * @param acceptLanguage header of that name, may be null or nonsense
     */
    static Locale of(String acceptLanguage) {
        if (acceptLanguage == null) {
            return Locale.ENGLISH;
        }
        try {
            Locale wanted = Locale.lookup(Locale.LanguageRange.parse(acceptLanguage), SPOKEN);
            return wanted == null ? Locale.ENGLISH : wanted;
        } catch (IllegalArgumentException e) {
            return Locale.ENGLISH;
        }
    }
}
