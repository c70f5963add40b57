package org.openemm.mailinglist;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import org.openemm.InvalidInput;
import org.openemm.account.ActivityLog;
import org.openemm.account.Actor;
import org.openemm.account.Users;
import org.openemm.database.Database;
import org.openemm.database.Transaction;

/**
 * Which users a mailing list is open to: all of the company, but those it was closed to
 * (disabled_mailinglist_tbl). What that means says {@link Actor#usesList}. Right:
 * admin.setpermission.
 */
public final class ListApproval {
    private static final String RIGHT = "admin.setpermission";

    private final Database database;
    private final ActivityLog log;
    private final Users users;
    private final Mailinglists mailinglists;

    public ListApproval(
            Database database, ActivityLog log, Users users, Mailinglists mailinglists) {
        this.database = database;
        this.log = log;
        this.users = users;
        this.mailinglists = mailinglists;
    }

    /**
     * A user of the company.
     *
     * @param name as colleagues know the user
     * @param restful a program that calls REST
     * @param open whether the user may use the list
     */
    public record ListUser(int id, String username, String name, boolean restful, boolean open) {}

    /**
     * All users of the company, by name.
     *
     * @throws org.openemm.NotFound without such a list
     */
    public List<ListUser> users(Actor actor, int listId) {
        actor.require(RIGHT);
        return database.inTransaction(
                tx -> {
                    mailinglists.get(tx, actor, listId);
                    return users(tx, actor, listId);
                });
    }

    /** Lists of the company that are closed to somebody. */
    public Set<Integer> limited(Actor actor) {
        return database.inTransaction(
                tx ->
                        tx.sql()
                                .createQuery(
                                        "SELECT DISTINCT mailinglist_id FROM"
                                                + " disabled_mailinglist_tbl WHERE company_id ="
                                                + " :company")
                                .bind("company", actor.companyId())
                                .mapTo(Integer.class)
                                .set());
    }

    /**
     * Opens the list to these users and closes it to all others of the company.
     *
     * @throws InvalidInput field {@code users} when the actor closes it to himself
     */
    public void open(Actor actor, int listId, Set<Integer> userIds) {
        actor.require(RIGHT);
        List<Integer> changed =
                database.inTransaction(
                        tx -> {
                            Mailinglist list = mailinglists.get(tx, actor, listId);
                            List<ListUser> users = users(tx, actor, listId);
                            if (actor.kind() == Actor.Kind.USER && !userIds.contains(actor.id())) {
                                throw new InvalidInput("users", "mailinglist.users.self");
                            }
                            List<ListUser> others =
                                    users.stream()
                                            .filter(
                                                    user ->
                                                            user.open()
                                                                    != userIds.contains(user.id()))
                                            .toList();
                            others.forEach(user -> set(tx, actor, listId, user.id(), !user.open()));
                            if (!others.isEmpty()) {
                                log.record(tx, actor, "edit mailing list", said(list, others));
                            }
                            return others.stream().map(ListUser::id).toList();
                        });
        changed.forEach(users::refreshed);
    }

    /**
     * A new list with the settings of another, open to the same users; without its recipients.
     *
     * @return mailing list id
     * @throws InvalidInput for a name that is too long or taken
     */
    public int copy(Actor actor, int listId, String name) {
        List<Integer> closed = new ArrayList<>();
        int copy =
                database.inTransaction(
                        tx -> {
                            Mailinglist old = mailinglists.get(tx, actor, listId);
                            int created =
                                    mailinglists.create(
                                            tx,
                                            actor,
                                            new MailinglistDraft(
                                                    name,
                                                    old.description(),
                                                    old.senderEmail(),
                                                    old.replyEmail()));
                            users(tx, actor, listId).stream()
                                    .filter(user -> !user.open())
                                    .map(ListUser::id)
                                    .forEach(closed::add);
                            closed.forEach(user -> set(tx, actor, created, user, false));
                            return created;
                        });
        closed.forEach(users::refreshed);
        return copy;
    }

    private static String said(Mailinglist list, List<ListUser> changed) {
        return changed.stream()
                .map(user -> (user.open() ? "closed to " : "opened to ") + user.username())
                .collect(Collectors.joining(", ", list.name() + " (" + list.id() + "): ", ""));
    }

    private static void set(Transaction tx, Actor actor, int list, int user, boolean open) {
        tx.sql()
                .createUpdate(
                        open
                                ? """
                                DELETE FROM disabled_mailinglist_tbl
                                 WHERE company_id = :company AND admin_id = :user AND mailinglist_id = :list
                                """
                                : """
                                INSERT IGNORE INTO disabled_mailinglist_tbl (company_id, admin_id, mailinglist_id)
                                VALUES (:company, :user, :list)
                                """)
                .bind("company", actor.companyId())
                .bind("user", user)
                .bind("list", list)
                .execute();
    }

    private static List<ListUser> users(Transaction tx, Actor actor, int list) {
        Set<Integer> closed =
                new HashSet<>(
                        tx.sql()
                                .createQuery(
                                        "SELECT admin_id FROM disabled_mailinglist_tbl WHERE"
                                                + " mailinglist_id = :list")
                                .bind("list", list)
                                .mapTo(Integer.class)
                                .list());
        return tx.sql()
                .createQuery(
                        """
                        SELECT admin_id, username, firstname, fullname, restful FROM admin_tbl
                         WHERE company_id = :company ORDER BY username
                        """)
                .bind("company", actor.companyId())
                .map(
                        (row, context) ->
                                new ListUser(
                                        row.getInt("admin_id"),
                                        row.getString("username"),
                                        (Objects.toString(row.getString("firstname"), "")
                                                        + " "
                                                        + Objects.toString(
                                                                row.getString("fullname"), ""))
                                                .strip(),
                                        row.getInt("restful") != 0,
                                        !closed.contains(row.getInt("admin_id"))))
                .list();
    }
}
