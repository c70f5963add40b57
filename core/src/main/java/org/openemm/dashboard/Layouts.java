package org.openemm.dashboard;

import org.openemm.account.Actor;
import org.openemm.database.Database;

/**
 * How each user has arranged the dashboard. As other preferences it changes nothing but the view
 * and leaves no trace in the activity log.
 */
public final class Layouts {
    private final Database database;

    public Layouts(Database database) {
        this.database = database;
    }

    /** The user's own; the usual one for who has none. */
    public Layout get(Actor actor) {
        return database.inTransaction(
                tx ->
                        Layout.readStored(
                                tx.sql()
                                        .createQuery(
                                                """
                                                SELECT dashboard_layout FROM admin_tbl
                                                 WHERE admin_id = :admin AND company_id = :company
                                                """)
                                        .bind("admin", actor.id())
                                        .bind("company", actor.companyId())
                                        .mapTo(String.class)
                                        .findOne()
                                        .orElse(null)));
    }

    public void save(Actor actor, Layout layout) {
        store(actor, layout.json());
    }

    /** Back to the usual one. */
    public void reset(Actor actor) {
        store(actor, null);
    }

    private void store(Actor actor, String json) {
        database.run(
                tx ->
                        tx.sql()
                                .createUpdate(
                                        """
                                        UPDATE admin_tbl SET dashboard_layout = :json
                                         WHERE admin_id = :admin AND company_id = :company
                                        """)
                                .bind("json", json)
                                .bind("admin", actor.id())
                                .bind("company", actor.companyId())
                                .execute());
    }
}
