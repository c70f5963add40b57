package org.openemm.rendering;

import java.time.DateTimeException;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Locale;
import org.openemm.content.Tag;

/** Language and time zone of a tag: its own parameters before the company's settings. */
record TagLocale(Locale locale, ZoneId zone) {
    static TagLocale of(Tag tag, MailingSnapshot.Tenant tenant) {
        String language =
                tag.parameter("language")
                        .orElseGet(() -> tenant.setting("locale-language").orElse("en"));
        String country =
                tag.parameter("country")
                        .orElseGet(() -> tenant.setting("locale-country").orElse(""));
        String zone =
                tag.parameter("timezone")
                        .orElseGet(() -> tenant.setting("locale-timezone").orElse(""));
        return new TagLocale(
                new Locale.Builder()
                        .setLanguageTag(language.isBlank() ? "en" : safe(language, country))
                        .build(),
                zone(zone));
    }

    private static String safe(String language, String country) {
        String tag = country.isBlank() ? language : language + "-" + country;
        return tag.matches("[A-Za-z]{2,8}(-[A-Za-z]{2}|-[0-9]{3})?") ? tag : "en";
    }

    private static ZoneId zone(String name) {
        try {
            return name.isBlank() ? ZoneOffset.UTC : ZoneId.of(name);
        } catch (DateTimeException e) {
            return ZoneOffset.UTC;
        }
    }
}
