package org.openemm.web.ui.table;

/**
 * A column of a list.
 *
 * @param key as in addresses and preferences: a-z, 0-9, underscore
 * @param label in the language of the user
 * @param shown whether it is there before the user has chosen
 * @param always whether it cannot be taken away
 * @param title whether it names the row: bold, the head of the card on a phone
 * @param onPhone whether the card on a phone shows it
 */
public record Column(
        String key,
        String label,
        Kind kind,
        boolean sortable,
        boolean shown,
        boolean always,
        boolean title,
        boolean onPhone) {

    /** What it holds: decides about width and alignment. */
    public enum Kind {
        /** Words that may take several lines. */
        TEXT("col-text"),
        /** Few characters or a badge: one line, no wider than needed. */
        SHORT("col-short"),
        /** An address: one line, never broken. */
        EMAIL("col-email"),
        /** One line, digits below each other, at the right. */
        NUMBER("col-num num"),
        /** One line, digits below each other; sorted newest first. */
        DATE("col-date");

        private final String css;

        Kind(String css) {
            this.css = css;
        }
    }

    private static Column of(Kind kind, String key, String label) {
        return new Column(key, label, kind, false, true, false, false, true);
    }

    public static Column text(String key, String label) {
        return of(Kind.TEXT, key, label);
    }

    public static Column brief(String key, String label) {
        return of(Kind.SHORT, key, label);
    }

    public static Column email(String key, String label) {
        return of(Kind.EMAIL, key, label);
    }

    public static Column number(String key, String label) {
        return of(Kind.NUMBER, key, label);
    }

    public static Column date(String key, String label) {
        return of(Kind.DATE, key, label);
    }

    /** The list can be sorted by it. */
    public Column sorts() {
        return new Column(key, label, kind, true, shown, always, title, onPhone);
    }

    /** Only there when the user wants it. */
    public Column onDemand() {
        return new Column(key, label, kind, sortable, false, always, title, onPhone);
    }

    /** Names the row: always there, first on the card of a phone. */
    public Column asTitle() {
        return new Column(key, label, kind, sortable, true, true, true, true);
    }

    /** Left out on a phone, where every line counts. */
    public Column notOnPhone() {
        return new Column(key, label, kind, sortable, shown, always, title, false);
    }

    /** For templates that choose what to show in a cell. */
    public boolean is(String name) {
        return key.equals(name);
    }

    /** Classes of its cells. */
    public String css() {
        return kind.css + (title ? " col-title" : "") + (onPhone ? "" : " col-wide");
    }

    /** Newest and largest are looked for more often than oldest and smallest. */
    boolean fallsFirst() {
        return kind == Kind.DATE || kind == Kind.NUMBER;
    }
}
