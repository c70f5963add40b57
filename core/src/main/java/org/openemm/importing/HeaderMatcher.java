package org.openemm.importing;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.openemm.recipient.ProfileField;
import org.openemm.recipient.ProfileFieldCatalog;

/** Proposes a profile field for each heading of a file. */
final class HeaderMatcher {
    private static final Map<String, String> SYNONYMS = new HashMap<>();

    static {
        add("email", "mail", "emailadresse", "mailadresse", "emailaddress", "adresse", "address");
        add("firstname", "vorname", "givenname", "forename", "name1", "prénom");
        add(
                "lastname",
                "nachname",
                "familienname",
                "surname",
                "familyname",
                "name",
                "name2",
                "nom");
        add("gender", "geschlecht", "anrede", "salutation", "sex");
        add("title", "titel", "akademischertitel");
        add("mailtype", "mailformat", "format");
    }

    private HeaderMatcher() {}

    /** Per heading a column name, empty where nothing fits; no field twice. */
    static List<String> propose(List<String> headings, ProfileFieldCatalog catalog) {
        Map<String, String> known = new HashMap<>(SYNONYMS);
        for (ProfileField field : catalog.editable()) {
            known.put(key(field.name()), field.column());
        }
        for (ProfileField field : catalog.editable()) {
            known.put(key(field.column()), field.column());
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

    private static void add(String column, String... headings) {
        for (String heading : headings) {
            SYNONYMS.put(heading, column);
        }
    }
}
