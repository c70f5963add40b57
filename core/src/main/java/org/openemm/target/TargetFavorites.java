package org.openemm.target;

import java.util.Map;
import java.util.Set;
import org.openemm.NotFound;
import org.openemm.account.Actor;
import org.openemm.config.Settings;
import org.openemm.database.Database;
import org.openemm.database.Transaction;

/**
 * The groups that are needed most. The setting {@code target.favorite.userBased} decides whether
 * they are those of a person or of all users of the company. Thread-safe.
 */
public final class TargetFavorites {
    private final Database database;
    private final Settings settings;
    private final TargetStore store = new TargetStore();

    public TargetFavorites(Database database, Settings settings) {
        this.database = database;
        this.settings = settings;
    }

    /** Favourites of all users of the company. */
    static final Condition COMMON = new Condition("COALESCE(favorite, 0) = 1", Map.of());

    /** What holds for favourites, on a row of dyn_target_tbl. */
    record Condition(String sql, Map<String, Object> values) {}

    /** Ids of the favourites among the groups of the company. */
    public Set<Integer> of(Actor actor) {
        return database.inTransaction(
                tx -> {
                    Condition condition = condition(actor);
                    var select =
                            tx.sql()
                                    .createQuery(
                                            "SELECT target_id FROM dyn_target_tbl WHERE company_id"
                                                    + " = :company AND "
                                                    + condition.sql())
                                    .bind("company", actor.companyId());
                    condition.values().forEach(select::bind);
                    return select.mapTo(Integer.class).set();
                });
    }

    /**
     * Marks a group as favourite, or takes that back. For oneself anybody may who sees target
     * groups; for everybody it needs targets.change. A locked group can be a favourite, too: its
     * rule stays as it is.
     *
     * @throws NotFound no such group in the company
     */
    public void set(Actor actor, int id, boolean favorite) {
        actor.require(isOfUser(actor) ? "targets.show" : "targets.change");
        database.run(
                tx -> {
                    if (store.find(tx, actor.companyId(), id).isEmpty()) {
                        throw new NotFound("target", id);
                    }
                    if (isOfUser(actor)) {
                        setOwn(tx, actor, id, favorite);
                    } else {
                        setCommon(tx, actor, id, favorite);
                    }
                });
    }

    /** Whether this actor may mark groups. */
    public boolean maySet(Actor actor) {
        return actor.may(isOfUser(actor) ? "targets.show" : "targets.change");
    }

    Condition condition(Actor actor) {
        return isOfUser(actor)
                ? new Condition(
                        "EXISTS (SELECT 1 FROM target_favorite_tbl f WHERE f.target_id ="
                                + " dyn_target_tbl.target_id AND f.admin_id = :admin)",
                        Map.of("admin", actor.id()))
                : COMMON;
    }

    private boolean isOfUser(Actor actor) {
        return settings.bool(actor.companyId(), "target.favorite.userBased", false);
    }

    private static void setOwn(Transaction tx, Actor actor, int id, boolean favorite) {
        tx.sql()
                .createUpdate(
                        favorite
                                ? "INSERT IGNORE INTO target_favorite_tbl (target_id, admin_id)"
                                        + " VALUES (:id, :admin)"
                                : "DELETE FROM target_favorite_tbl WHERE target_id = :id AND"
                                        + " admin_id = :admin")
                .bind("id", id)
                .bind("admin", actor.id())
                .execute();
    }

    /** The day of the last change is that of the rule, not of a star. */
    private static void setCommon(Transaction tx, Actor actor, int id, boolean favorite) {
        tx.sql()
                .createUpdate(
                        """
                        UPDATE dyn_target_tbl SET favorite = :favorite, change_date = change_date
                         WHERE target_id = :id AND company_id = :company
                        """)
                .bind("id", id)
                .bind("company", actor.companyId())
                .bind("favorite", favorite ? 1 : 0)
                .execute();
    }
}
