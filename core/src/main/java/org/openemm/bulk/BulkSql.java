package org.openemm.bulk;

import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jdbi.v3.core.statement.Update;
import org.openemm.NotFound;
import org.openemm.account.Actor;
import org.openemm.address.EmailAddress;
import org.openemm.blocklist.Blocklist;
import org.openemm.database.Transaction;
import org.openemm.mailinglist.Mailinglists;
import org.openemm.profilefield.ProfileField;
import org.openemm.profilefield.ProfileFields;
import org.openemm.recipient.Binding;
import org.openemm.recipient.BindingStatus;
import org.openemm.recipient.Recipients;
import org.openemm.recipient.UserType;

/** What a block of recipients is changed to, in few statements. Histories are kept by triggers. */
final class BulkSql {
    private final ProfileFields fields;
    private final Recipients recipients;
    private final Blocklist blocklist;
    private final Clock clock;

    private record Address(long id, String email) {}

    BulkSql(ProfileFields fields, Recipients recipients, Blocklist blocklist, Clock clock) {
        this.fields = fields;
        this.recipients = recipients;
        this.blocklist = blocklist;
        this.clock = clock;
    }

    int setField(Transaction tx, Actor actor, BulkChange.SetField change, List<Long> ids) {
        ProfileField field = fields.of(tx, actor).require(change.column());
        Object value = recipients.rules(actor).check(field, change.value());
        return tx.sql()
                .createUpdate(
                        """
                        UPDATE customer_%1$d_tbl SET %2$s = :value, timestamp = :now
                         WHERE customer_id IN (<ids>) AND NOT (%2$s <=> :value)
                        """
                                .formatted(actor.companyId(), field.sql().replace("<", "\\<"))
                                .replace("<=>", "\\<=>"))
                .bind("value", value)
                .bind("now", clock.instant())
                .bindList("ids", ids)
                .execute();
    }

    /** Whoever has all of the values already is left alone. */
    int setFields(Transaction tx, Actor actor, BulkChange.SetFields change, List<Long> ids) {
        List<String> sets = new ArrayList<>();
        List<String> others = new ArrayList<>();
        List<Object> values = new ArrayList<>();
        for (Map.Entry<String, String> entry : change.values().entrySet()) {
            ProfileField field = fields.of(tx, actor).require(entry.getKey());
            String column = field.sql();
            int place = values.size();
            values.add(recipients.rules(actor).check(field, entry.getValue()));
            sets.add(column + " = :v" + place);
            others.add("NOT (" + column + " \\<=> :v" + place + ")");
        }
        Update update =
                tx.sql()
                        .createUpdate(
                                """
                                UPDATE customer_%d_tbl SET %s, timestamp = :now
                                 WHERE customer_id IN (<ids>) AND (%s)
                                """
                                        .formatted(
                                                actor.companyId(),
                                                String.join(", ", sets),
                                                String.join(" OR ", others)));
        for (int i = 0; i < values.size(); i++) {
            update.bind("v" + i, values.get(i));
        }
        return update.bind("now", clock.instant()).bindList("ids", ids).execute();
    }

    int subscribe(Transaction tx, Actor actor, BulkChange.Subscribe change, List<Long> ids) {
        requireList(tx, actor, change.mailinglistId());
        boolean sends = change.status() == BindingStatus.ACTIVE;
        List<Long> allowed =
                addresses(tx, actor, ids).stream()
                        .filter(
                                person ->
                                        !sends
                                                || !blocklist.covers(
                                                        tx, actor.companyId(), person.email()))
                        .map(Address::id)
                        .toList();
        if (allowed.isEmpty()) {
            return 0;
        }
        int before = matching(tx, actor, change.mailinglistId(), change.status(), allowed);
        tx.sql()
                .createUpdate(
                        """
                        INSERT INTO customer_%1$d_binding_tbl
                               (customer_id, mailinglist_id, mediatype, user_type, user_status, user_remark, creation_date, timestamp)
                        SELECT customer_id, :list, :medium, :type, :status, :remark, :now, :now
                          FROM customer_%1$d_tbl WHERE customer_id IN (<ids>)
                            ON DUPLICATE KEY UPDATE
                               timestamp = IF(user_status = :status, customer_%1$d_binding_tbl.timestamp, :now),
                               exit_mailing_id = IF(user_status = :status, exit_mailing_id, NULL),
                               user_remark = IF(user_status = :status, user_remark, :remark),
                               user_status = :status
                        """
                                .formatted(actor.companyId()))
                .bind("list", change.mailinglistId())
                .bind("medium", Binding.EMAIL)
                .bind("type", String.valueOf(UserType.WORLD.code()))
                .bind("status", change.status().code())
                .bind("remark", change.remark())
                .bind("now", clock.instant())
                .bindList("ids", allowed)
                .execute();
        return allowed.size() - before;
    }

    int unsubscribe(Transaction tx, Actor actor, BulkChange.Unsubscribe change, List<Long> ids) {
        requireList(tx, actor, change.mailinglistId());
        return tx.sql()
                .createUpdate(
                        """
                        UPDATE customer_%d_binding_tbl
                           SET user_status = :out, user_remark = :remark, exit_mailing_id = NULL, timestamp = :now
                         WHERE customer_id IN (<ids>) AND mailinglist_id = :list AND mediatype = :medium
                           AND user_status IN (1, 5, 7)
                        """
                                .formatted(actor.companyId()))
                .bind("out", BindingStatus.OPT_OUT_BY_ADMIN.code())
                .bind("remark", change.remark())
                .bind("list", change.mailinglistId())
                .bind("medium", Binding.EMAIL)
                .bind("now", clock.instant())
                .bindList("ids", ids)
                .execute();
    }

    int block(Transaction tx, Actor actor, BulkChange.Block change, List<Long> ids) {
        List<String> valid =
                addresses(tx, actor, ids).stream()
                        .map(Address::email)
                        .filter(email -> EmailAddress.check(email).isValid())
                        .toList();
        return valid.isEmpty() ? 0 : blocklist.addAll(actor, valid, change.reason());
    }

    /** Somebody may delete the list meanwhile. */
    static void requireList(Transaction tx, Actor actor, int id) {
        if (!Mailinglists.exists(tx, actor, id)) {
            throw new NotFound("mailinglist", id);
        }
    }

    private static int matching(
            Transaction tx, Actor actor, int list, BindingStatus status, List<Long> ids) {
        return tx.sql()
                .createQuery(
                        """
                        SELECT COUNT(*) FROM customer_%d_binding_tbl
                         WHERE customer_id IN (<ids>) AND mailinglist_id = :list AND mediatype = 0 AND user_status = :status
                        """
                                .formatted(actor.companyId()))
                .bind("list", list)
                .bind("status", status.code())
                .bindList("ids", ids)
                .mapTo(Integer.class)
                .one();
    }

    private static List<Address> addresses(Transaction tx, Actor actor, List<Long> ids) {
        return tx.sql()
                .createQuery(
                        "SELECT customer_id, email FROM customer_%d_tbl WHERE customer_id IN (<ids>)"
                                .formatted(actor.companyId()))
                .bindList("ids", ids)
                .map((row, context) -> new Address(row.getLong(1), row.getString(2)))
                .list();
    }
}
