package org.openemm.web.ui.table;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** The lists whose columns and sizes users can choose: one line for each. */
public enum TableName {
    ACTIVITY,
    BLOCKLIST,
    CHANGES,
    CONTACTS,
    DESIGN,
    DKIM,
    EXPORTS,
    FIELDS,
    FILTERS,
    IMPORTPROFILES,
    IMPORTS,
    LISTS,
    MAILINGS,
    RECIPIENTS,
    REPORTS,
    RESPONSES,
    SENT,
    SOFTBOUNCES,
    SOURCES,
    TARGETS,
    TEMPLATES;

    /** As in forms, preferences and the session. */
    public String key() {
        return name().toLowerCase(Locale.ROOT);
    }

    static Optional<TableName> find(String key) {
        return Arrays.stream(values()).filter(name -> name.key().equals(key)).findFirst();
    }

    /** Preference that holds the keys of the chosen columns in their order. */
    String columnsPreference() {
        return "table." + key() + ".columns";
    }

    /** Preference that holds the rows per page. */
    String sizePreference() {
        return "table." + key() + ".size";
    }

    /** Where the session keeps how the list was left. */
    String memory() {
        return "table." + key();
    }
}
