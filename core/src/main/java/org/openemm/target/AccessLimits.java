package org.openemm.target;

import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.openemm.InvalidInput;
import org.openemm.NotFound;
import org.openemm.account.ActivityLog;
import org.openemm.account.Actor;
import org.openemm.account.RecipientLimit;
import org.openemm.account.Users;
import org.openemm.database.Database;
import org.openemm.database.Transaction;

/**
 * Which users know only of the recipients of a target group; what that means says {@link
 * RecipientLimit}. Nobody who is limited himself decides about limits. Right: admin.setpermission.
 * Thread-safe.
 */
public final class AccessLimits {
    private static final String RIGHT = "admin.setpermission";

    private final Database database;
    private final ActivityLog log;
    private final Users users;
    private final Targets targets;
    private final TargetStore store = new TargetStore();

    public AccessLimits(Database database, ActivityLog log, Users users, Targets targets) {
        this.database = database;
        this.log = log;
        this.users = users;
        this.targets = targets;
    }

    /**
     * A user of the company.
     *
     * @param name as colleagues know the user
     * @param restful a program that calls REST
     * @param limited whether the group limits the user
     * @param others how many other groups do
     */
    public record LimitedUser(
            int id, String username, String name, boolean restful, boolean limited, int others) {}

    /** Whether the actor may decide about limits. */
    public static boolean mayDecide(Actor actor) {
        return actor.may(RIGHT) && actor.limit().isNone();
    }

    /**
     * All users of the company, by name.
     *
     * @throws NotFound without such a group
     */
    public List<LimitedUser> users(Actor actor, int targetId) {
        actor.require(RIGHT);
        return database.inTransaction(
                tx -> {
                    targets.get(tx, actor, targetId);
                    return users(tx, actor.companyId(), targetId);
                });
    }

    /**
     * Limits these users to the recipients of the group, and nobody else.
     *
     * @param limiting whether the group is meant for that at all
     * @throws InvalidInput field {@code users}: the actor himself, or users for a group that is not
     *     meant for it; or the group is locked, deleted or invalid
     */
    public void set(Actor actor, int targetId, boolean limiting, Set<Integer> userIds) {
        actor.require(RIGHT);
        List<Integer> changed =
                database.inTransaction(
                        tx -> {
                            Target target = targets.get(tx, actor, targetId);
                            check(actor, target, limiting, userIds);
                            store.setLimiting(tx, actor.companyId(), targetId, limiting);
                            List<LimitedUser> others =
                                    users(tx, actor.companyId(), targetId).stream()
                                            .filter(
                                                    user ->
                                                            user.limited()
                                                                    != userIds.contains(user.id()))
                                            .toList();
                            others.forEach(user -> set(tx, targetId, user.id(), !user.limited()));
                            if (!others.isEmpty() || limiting != target.limiting()) {
                                log.record(tx, actor, "edit target group", said(target, others));
                            }
                            return others.stream().map(LimitedUser::id).toList();
                        });
        changed.forEach(users::refreshed);
    }

    private static void check(Actor actor, Target target, boolean limiting, Set<Integer> userIds) {
        if (!actor.limit().isNone()) {
            throw new InvalidInput("", "error.target.limit.own");
        }
        if (limiting && (target.deleted() || !target.valid())) {
            throw new InvalidInput("", "target.expression.invalid", target.name());
        }
        if (!limiting && !userIds.isEmpty()) {
            throw new InvalidInput("users", "error.target.limit.unmarked");
        }
        if (actor.kind() == Actor.Kind.USER && userIds.contains(actor.id())) {
            throw new InvalidInput("users", "error.target.limit.self");
        }
    }

    private static String said(Target target, List<LimitedUser> changed) {
        return changed.stream()
                .map(user -> (user.limited() ? "no limit of " : "limit of ") + user.username())
                .collect(Collectors.joining(", ", target.name() + " (" + target.id() + "): ", ""));
    }

    private static List<LimitedUser> users(Transaction tx, int companyId, int targetId) {
        return tx.sql()
                .createQuery(
                        """
                        SELECT a.admin_id, a.username, TRIM(CONCAT_WS(' ', a.firstname, a.fullname)) AS name,
                               a.restful,
                               EXISTS (SELECT 1 FROM admin_limiting_target_tbl l
                                        WHERE l.admin_id = a.admin_id AND l.target_id = :target)
                               OR COALESCE(a.limiting_target_id, 0) = :target AS limited,
                               (SELECT COUNT(*) FROM admin_limiting_target_tbl l
                                 WHERE l.admin_id = a.admin_id AND l.target_id != :target) AS others
                          FROM admin_tbl a
                         WHERE a.company_id = :company
                         ORDER BY name, a.username
                        """)
                .bind("company", companyId)
                .bind("target", targetId)
                .map(
                        (row, context) ->
                                new LimitedUser(
                                        row.getInt("admin_id"),
                                        row.getString("username"),
                                        row.getString("name"),
                                        row.getInt("restful") != 0,
                                        row.getBoolean("limited"),
                                        row.getInt("others")))
                .list();
    }

    /** The old single limit of a user goes with the one that has its place. */
    private static void set(Transaction tx, int targetId, int userId, boolean limited) {
        tx.sql()
                .createUpdate(
                        limited
                                ? "INSERT IGNORE INTO admin_limiting_target_tbl (admin_id,"
                                        + " target_id) VALUES (:user, :target)"
                                : "DELETE FROM admin_limiting_target_tbl WHERE admin_id = :user AND"
                                        + " target_id = :target")
                .bind("user", userId)
                .bind("target", targetId)
                .execute();
        if (!limited) {
            tx.sql()
                    .createUpdate(
                            "UPDATE admin_tbl SET limiting_target_id = NULL WHERE admin_id = :user"
                                    + " AND limiting_target_id = :target")
                    .bind("user", userId)
                    .bind("target", targetId)
                    .execute();
        }
    }
}
