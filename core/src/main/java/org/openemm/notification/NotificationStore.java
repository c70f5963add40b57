package org.openemm.notification;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import org.jdbi.v3.core.statement.Query;
import org.openemm.account.Actor;
import org.openemm.database.Transaction;

/** SQL of notification_tbl and notification_read_tbl. */
final class NotificationStore {
    private static final int MAX_SUBJECT = 500;

    /** What an actor may see; n is notification_tbl. */
    private static final String VISIBLE =
            """
            n.company_id IN (:company, 0) AND n.admin_id IN (:me, 0) AND n.kind IN (<kinds>)
            """;

    /** Everything up to here was read at once. */
    private static final String MARK =
            """
            (SELECT COALESCE(MAX(m.notification_id), 0) FROM notification_read_tbl m
              WHERE m.admin_id = :me AND m.up_to = 1)
            """;

    private static final String UNREAD =
            """
            n.notification_id > %s
            AND NOT EXISTS (SELECT 1 FROM notification_read_tbl r
                             WHERE r.admin_id = :me AND r.notification_id = n.notification_id)
            """
                    .formatted(MARK);

    private static final String SELECT =
            """
            SELECT n.notification_id, n.kind, n.company_id, n.started_by, n.object_id, n.subject,
                   n.numbers, n.creation_date, n.started_by = :me AS own, NOT (%s) AS is_read
              FROM notification_tbl n
             WHERE %s
            """
                    .formatted(UNREAD, VISIBLE);

    void insert(Transaction tx, Event event, int onlyFor, Instant now) {
        String subject = event.subject();
        tx.sql()
                .createUpdate(
                        """
                        INSERT INTO notification_tbl
                               (company_id, admin_id, started_by, kind, object_id, subject, numbers, creation_date)
                        VALUES (:company, :only, :starter, :kind, :object, :subject, :numbers, :now)
                        """)
                .bind("company", event.companyId())
                .bind("only", onlyFor)
                .bind("starter", event.startedBy())
                .bind("kind", event.kind().name())
                .bind("object", event.objectId())
                .bind(
                        "subject",
                        subject.length() <= MAX_SUBJECT
                                ? subject
                                : subject.substring(0, MAX_SUBJECT))
                .bind(
                        "numbers",
                        event.numbers().stream()
                                .map(String::valueOf)
                                .collect(Collectors.joining(" ")))
                .bind("now", now)
                .execute();
    }

    boolean exists(Transaction tx, Event event, Instant since) {
        return tx.sql()
                .createQuery(
                        """
                        SELECT EXISTS (SELECT 1 FROM notification_tbl
                                        WHERE kind = :kind AND object_id = :object
                                          AND company_id = :company AND creation_date >= :since)
                        """)
                .bind("kind", event.kind().name())
                .bind("object", event.objectId())
                .bind("company", event.companyId())
                .bind("since", since.equals(Instant.EPOCH) ? Instant.ofEpochSecond(1) : since)
                .mapTo(boolean.class)
                .one();
    }

    Unread unread(Transaction tx, Actor actor) {
        return visible(
                        tx,
                        actor,
                        """
                        SELECT COUNT(*) AS number, COALESCE(MAX(id), 0) AS newest
                          FROM (SELECT n.notification_id AS id FROM notification_tbl n
                                 WHERE %s AND %s
                                 ORDER BY n.notification_id DESC LIMIT %d) unread
                        """
                                .formatted(VISIBLE, UNREAD, Notifications.MANY))
                .map((row, context) -> new Unread(row.getInt("number"), row.getLong("newest")))
                .one();
    }

    List<Notification> list(Transaction tx, Actor actor, long before, int limit) {
        return visible(
                        tx,
                        actor,
                        SELECT
                                + """
                                   AND (:before = 0 OR n.notification_id < :before)
                                 ORDER BY n.notification_id DESC LIMIT :limit
                                """)
                .bind("before", before)
                .bind("limit", limit)
                .map((row, context) -> notification(row))
                .list();
    }

    List<Notification> ownSince(Transaction tx, Actor actor, long after, int limit) {
        return visible(
                        tx,
                        actor,
                        SELECT
                                + " AND n.started_by = :me AND n.notification_id > :after AND "
                                + UNREAD
                                + " ORDER BY n.notification_id LIMIT :limit")
                .bind("after", after)
                .bind("limit", limit)
                .map((row, context) -> notification(row))
                .list();
    }

    boolean isVisible(Transaction tx, Actor actor, long id) {
        return visible(
                        tx,
                        actor,
                        "SELECT COUNT(*) FROM notification_tbl n WHERE n.notification_id = :id AND "
                                + VISIBLE)
                .bind("id", id)
                .mapTo(boolean.class)
                .one();
    }

    long newest(Transaction tx) {
        return tx.sql()
                .createQuery("SELECT COALESCE(MAX(notification_id), 0) FROM notification_tbl")
                .mapTo(long.class)
                .one();
    }

    void read(Transaction tx, int adminId, long id) {
        tx.sql()
                .createUpdate(
                        """
                        INSERT IGNORE INTO notification_read_tbl (admin_id, notification_id)
                        VALUES (:me, :id)
                        """)
                .bind("me", adminId)
                .bind("id", id)
                .execute();
    }

    /** One mark takes the place of the single ones before it. */
    void readUpTo(Transaction tx, int adminId, long id) {
        tx.sql()
                .createUpdate(
                        """
                        DELETE FROM notification_read_tbl
                         WHERE admin_id = :me AND notification_id <= :id
                        """)
                .bind("me", adminId)
                .bind("id", id)
                .execute();
        if (id > 0) {
            tx.sql()
                    .createUpdate(
                            """
                            INSERT INTO notification_read_tbl (admin_id, notification_id, up_to)
                            VALUES (:me, :id, 1)
                            """)
                    .bind("me", adminId)
                    .bind("id", id)
                    .execute();
        }
    }

    private static Query visible(Transaction tx, Actor actor, String sql) {
        return tx.sql()
                .createQuery(sql)
                .bind("company", actor.companyId())
                .bind("me", actor.id())
                .bindList("kinds", Kind.visibleTo(actor));
    }

    private static Notification notification(ResultSet row) throws SQLException {
        String numbers = row.getString("numbers");
        Event event =
                new Event(
                        Kind.valueOf(row.getString("kind")),
                        row.getInt("company_id"),
                        row.getInt("started_by"),
                        row.getLong("object_id"),
                        row.getString("subject"),
                        numbers.isEmpty()
                                ? List.of()
                                : Arrays.stream(numbers.split(" ")).map(Long::valueOf).toList());
        return new Notification(
                row.getLong("notification_id"),
                event,
                row.getTimestamp("creation_date").toInstant(),
                row.getBoolean("is_read"),
                row.getBoolean("own"));
    }
}
