package org.openemm.bulk;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jdbi.v3.core.statement.Update;
import org.openemm.account.Actor;
import org.openemm.account.RecipientLimit;
import org.openemm.database.Transaction;
import org.openemm.recipient.BindingStatus;

/** SQL of changes of many recipients and their progress. */
final class BulkStore {
    private static final Set<String> CHECKED =
            Set.of(
                    "recipient.show",
                    "recipient.change",
                    "recipient.change.bulk",
                    "recipient.delete",
                    "blacklist");

    private static final String SELECT = "SELECT * FROM recipient_bulk_tbl WHERE ";

    /** A change as it is kept, with all that is needed to go on. */
    record Stored(
            BulkRun run,
            int companyId,
            int adminId,
            Set<Integer> closedLists,
            String filter,
            List<Long> ids,
            long lastId,
            long endId) {

        /**
         * Who wants it, with the rights that were checked at the start: whom he does not find by
         * his fields, lists and limit of now is not changed either.
         */
        Actor actor(Transaction tx) {
            return new Actor(
                    adminId == 0 ? Actor.Kind.SYSTEM : Actor.Kind.USER,
                    adminId,
                    run.by(),
                    companyId,
                    CHECKED,
                    Locale.ENGLISH,
                    ZoneOffset.UTC,
                    closedLists,
                    RecipientLimit.of(tx, companyId, adminId));
        }
    }

    long insert(
            Transaction tx,
            Actor actor,
            BulkChange change,
            String filter,
            List<Long> ids,
            long expected,
            Instant now) {
        Update insert =
                tx.sql()
                        .createUpdate(
                                """
                                INSERT INTO recipient_bulk_tbl
                                       (company_id, admin_id, username, closed_lists, kind, target, value, remark,
                                        filter, ids, state, expected, end_id, creation_date, change_date)
                                SELECT :company, :admin, :user, :closed, :kind, :target, :value, :remark,
                                       :filter, :ids, 'RUNNING', :expected,
                                       COALESCE(MAX(customer_id), 0), :now, :now
                                  FROM customer_%d_tbl
                                """
                                        .formatted(actor.companyId()));
        String target = "";
        String value = "";
        String remark = "";
        if (change instanceof BulkChange.SetField field) {
            target = field.column();
            value = field.value();
        } else if (change instanceof BulkChange.SetFields fields) {
            value = FieldValues.write(fields.values());
        } else if (change instanceof BulkChange.Subscribe list) {
            target = String.valueOf(list.mailinglistId());
            value = String.valueOf(list.status().code());
            remark = list.remark();
        } else if (change instanceof BulkChange.Unsubscribe list) {
            target = String.valueOf(list.mailinglistId());
            remark = list.remark();
        } else if (change instanceof BulkChange.ClearList list) {
            target = String.valueOf(list.mailinglistId());
            value =
                    String.join(
                            " ",
                            String.valueOf(list.onlyActive()),
                            String.valueOf(list.keepTest()),
                            String.valueOf(list.everywhere()));
        } else if (change instanceof BulkChange.Block block) {
            remark = block.reason();
        }
        return insert.bind("company", actor.companyId())
                .bind("admin", actor.id())
                .bind("user", actor.name())
                .bind("closed", joined(actor.closedLists()))
                .bind("kind", change.kind().name())
                .bind("target", target)
                .bind("value", value)
                .bind("remark", remark)
                .bind("filter", filter)
                .bind("ids", joined(ids))
                .bind("expected", expected)
                .bind("now", now)
                .executeAndReturnGeneratedKeys()
                .mapTo(Long.class)
                .one();
    }

    Optional<BulkRun> find(Transaction tx, int companyId, long id) {
        return tx.sql()
                .createQuery(SELECT + "bulk_id = :id AND company_id = :company")
                .bind("id", id)
                .bind("company", companyId)
                .map((row, context) -> stored(row).run())
                .findOne();
    }

    /** Nothing while somebody else works on it. */
    Optional<Stored> lock(Transaction tx, long id) {
        return tx.sql()
                .createQuery(SELECT + "bulk_id = :id AND state = 'RUNNING' FOR UPDATE SKIP LOCKED")
                .bind("id", id)
                .map((row, context) -> stored(row))
                .findOne();
    }

    /** Those that gave no sign of life since. */
    List<Long> silent(Transaction tx, Instant since) {
        return tx.sql()
                .createQuery(
                        "SELECT bulk_id FROM recipient_bulk_tbl WHERE state = 'RUNNING' AND"
                                + " change_date < :since ORDER BY bulk_id")
                .bind("since", since)
                .mapTo(Long.class)
                .list();
    }

    void progress(Transaction tx, long id, int seen, int changed, long lastId, Instant now) {
        tx.sql()
                .createUpdate(
                        """
                        UPDATE recipient_bulk_tbl
                           SET seen = seen + :seen, changed = changed + :changed, last_id = :last, change_date = :now
                         WHERE bulk_id = :id
                        """)
                .bind("seen", seen)
                .bind("changed", changed)
                .bind("last", lastId)
                .bind("now", now)
                .bind("id", id)
                .execute();
    }

    /** Forgets who was meant: the ids of deleted people are nobody's business. */
    void finish(Transaction tx, long id, BulkRun.State state, String problem, Instant now) {
        tx.sql()
                .createUpdate(
                        """
                        UPDATE recipient_bulk_tbl
                           SET state = :state, problem = :problem, ids = '', filter = '', change_date = :now
                         WHERE bulk_id = :id AND state = 'RUNNING'
                        """)
                .bind("state", state.name())
                .bind("problem", problem)
                .bind("now", now)
                .bind("id", id)
                .execute();
    }

    private static Stored stored(ResultSet row) throws SQLException {
        Timestamp started = row.getTimestamp("creation_date");
        BulkRun run =
                new BulkRun(
                        row.getLong("bulk_id"),
                        change(row),
                        BulkRun.State.valueOf(row.getString("state")),
                        row.getLong("expected"),
                        row.getLong("seen"),
                        row.getLong("changed"),
                        row.getString("username"),
                        started.toInstant(),
                        row.getString("problem"));
        return new Stored(
                run,
                row.getInt("company_id"),
                row.getInt("admin_id"),
                Arrays.stream(row.getString("closed_lists").split(","))
                        .filter(text -> !text.isEmpty())
                        .map(Integer::valueOf)
                        .collect(Collectors.toSet()),
                row.getString("filter"),
                Arrays.stream(row.getString("ids").split(","))
                        .filter(text -> !text.isEmpty())
                        .map(Long::valueOf)
                        .toList(),
                row.getLong("last_id"),
                row.getLong("end_id"));
    }

    private static BulkChange change(ResultSet row) throws SQLException {
        String target = row.getString("target");
        String value = row.getString("value");
        String remark = row.getString("remark");
        return switch (BulkChange.Kind.valueOf(row.getString("kind"))) {
            case FIELD -> new BulkChange.SetField(target, value);
            case FIELDS -> new BulkChange.SetFields(FieldValues.read(value));
            case SUBSCRIBE ->
                    new BulkChange.Subscribe(
                            Integer.parseInt(target),
                            BindingStatus.find(Integer.parseInt(value)).orElseThrow(),
                            remark);
            case UNSUBSCRIBE -> new BulkChange.Unsubscribe(Integer.parseInt(target), remark);
            case BLOCK -> new BulkChange.Block(remark);
            case ERASE -> new BulkChange.Erase();
            case CLEAR_LIST -> clearList(Integer.parseInt(target), value.split(" "));
        };
    }

    private static BulkChange clearList(int list, String[] choices) {
        return new BulkChange.ClearList(
                list,
                Boolean.parseBoolean(choices[0]),
                Boolean.parseBoolean(choices[1]),
                Boolean.parseBoolean(choices[2]));
    }

    private static String joined(Collection<?> parts) {
        return parts.stream().map(String::valueOf).collect(Collectors.joining(","));
    }
}
