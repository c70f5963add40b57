package org.openemm.redirect;

import java.util.List;
import java.util.Locale;
import org.openemm.i18n.Texts;

/** The texts of the public pages in the language of the reader's browser. */
public record PublicTexts(Texts texts, Locale locale) {

    static Texts load() {
        return Texts.load(
                PublicTexts.class.getClassLoader(),
                List.of("messages/web-redirect"),
                List.of("en", "de"));
    }

    /** A text by key. */
    public String of(String key, Object... arguments) {
        return texts.text(locale, key, arguments);
    }

    public String language() {
        return "de".equals(locale.getLanguage()) ? "de" : "en";
    }
}
