package org.openemm.account;

import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jdbi.v3.core.generic.GenericType;
import org.openemm.InvalidInput;
import org.openemm.database.Database;

/**
 * How users like to see the pages: columns of a list, rows per page, a folded menu. Kept with the
 * user, so that every browser shows the same. They change nothing but the view and leave no trace
 * in the activity log. Webservice users and the product itself have none.
 */
public final class Preferences {
    /** Longest value in characters. */
    public static final int MAX_LENGTH = 4_000;

    private static final Pattern NAME = Pattern.compile("[a-z0-9.-]{1,40}");
    private final Database database;

    public Preferences(Database database) {
        this.database = database;
    }

    /** One preference; empty when the user has not chosen. */
    public Optional<String> get(Actor actor, String name) {
        return Optional.ofNullable(all(actor).get(name));
    }

    /** All preferences of the user by name, in one query. */
    public Map<String, String> all(Actor actor) {
        if (actor.kind() != Actor.Kind.USER) {
            return Map.of();
        }
        return database.inTransaction(
                tx ->
                        tx.sql()
                                .createQuery(
                                        """
                                        SELECT pref, val FROM admin_pref_tbl WHERE admin_id = :admin
                                        """)
                                .bind("admin", actor.id())
                                .setMapKeyColumn("pref")
                                .setMapValueColumn("val")
                                .collectInto(new GenericType<Map<String, String>>() {}));
    }

    /**
     * Keeps a preference; an empty value removes it.
     *
     * @param name 1 to 40 of a-z, 0-9, point and hyphen
     * @param value at most {@value #MAX_LENGTH} characters
     * @throws InvalidInput fields {@code name} or {@code value}
     */
    public void set(Actor actor, String name, String value) {
        if (!NAME.matcher(name).matches()) {
            throw new InvalidInput("name", "account.preference.unknown");
        }
        if (value.length() > MAX_LENGTH) {
            throw new InvalidInput("value", "account.text.long", MAX_LENGTH);
        }
        if (actor.kind() != Actor.Kind.USER) {
            throw new IllegalArgumentException("No user of the pages: " + actor.name());
        }
        database.run(
                tx ->
                        tx.sql()
                                .createUpdate(
                                        value.isEmpty()
                                                ? """
                                                DELETE FROM admin_pref_tbl
                                                 WHERE admin_id = :admin AND pref = :name
                                                """
                                                : """
                                                INSERT INTO admin_pref_tbl (admin_id, pref, val)
                                                VALUES (:admin, :name, :value)
                                                ON DUPLICATE KEY UPDATE val = :value
                                                """)
                                .bind("admin", actor.id())
                                .bind("name", name)
                                .bind("value", value)
                                .execute());
    }
}
