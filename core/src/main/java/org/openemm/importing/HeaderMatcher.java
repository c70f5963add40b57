package org.openemm.importing;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.openemm.profilefield.ProfileField;
import org.openemm.profilefield.ProfileFieldCatalog;

/** Proposes a profile field for each heading of a file. */
final class HeaderMatcher {
    /** Words for the same thing; the first ones are what fields are usually called. */
    private static final List<List<String>> SYNONYMS =
            List.of(
                    List.of("email", "mail", "emailadresse", "mailadresse", "emailaddress"),
                    List.of("firstname", "vorname", "givenname", "forename", "prénom"),
                    List.of(
                            "lastname",
                            "nachname",
                            "familienname",
                            "surname",
                            "familyname",
                            "name"),
                    List.of("gender", "geschlecht", "anrede", "salutation", "sex"),
                    List.of("title", "titel", "akademischertitel"),
                    List.of("mailtype", "mailformat", "format"),
                    List.of("birthday", "geburtstag", "geburtsdatum", "birthdate", "dateofbirth"),
                    List.of("city", "stadt", "ort", "wohnort", "town"),
                    List.of("street", "strasse", "straße", "address", "adresse"),
                    List.of("zip", "plz", "postleitzahl", "zipcode", "postcode"),
                    List.of("country", "land"),
                    List.of("language", "sprache", "lang"),
                    List.of("phone", "telefon", "tel", "telephone", "phonenumber"),
                    List.of("company", "firma", "unternehmen", "organisation"));

    private HeaderMatcher() {}

    /** Per heading a column name, empty where nothing fits; no field twice. */
    static List<String> propose(List<String> headings, ProfileFieldCatalog catalog) {
        Map<String, String> known = new HashMap<>();
        for (ProfileField field : catalog.editable()) {
            known.putIfAbsent(key(field.name()), field.column());
        }
        for (ProfileField field : catalog.editable()) {
            known.put(key(field.column()), field.column());
        }
        for (List<String> words : SYNONYMS) {
            words.stream()
                    .map(known::get)
                    .filter(Objects::nonNull)
                    .findFirst()
                    .ifPresent(column -> words.forEach(word -> known.putIfAbsent(word, column)));
        }
        Set<String> used = new HashSet<>();
        List<String> columns = new ArrayList<>();
        for (String heading : headings) {
            String column = known.getOrDefault(key(heading), "");
            columns.add(used.add(column) ? column : "");
        }
        return columns;
    }

    private static String key(String heading) {
        return heading.toLowerCase(Locale.ROOT).replaceAll("[\\s_.\\-]", "");
    }
}
