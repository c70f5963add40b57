package org.openemm.importing;

import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jdbi.v3.core.statement.SqlStatements;
import org.jdbi.v3.core.statement.Update;
import org.openemm.database.Transaction;
import org.openemm.recipient.Binding;
import org.openemm.recipient.BindingStatus;
import org.openemm.recipient.DuplicateGuard;
import org.openemm.recipient.ProfileField;
import org.openemm.recipient.ProfileFieldCatalog;

/** SQL that lets a block of waiting rows into the recipients, inside one transaction. */
final class BlockWriter {
    private final StageTable stage;
    private final ImportSettings settings;
    private final ProfileFieldCatalog catalog;
    private final int companyId;
    private final int datasourceId;
    private final Instant now;

    /** Rows that were written. */
    record Written(long inserted, long updated, long bound) {}

    BlockWriter(
            StageTable stage,
            ImportSettings settings,
            ProfileFieldCatalog catalog,
            int companyId,
            int datasourceId,
            Instant now) {
        this.stage = stage;
        this.settings = settings;
        this.catalog = catalog;
        this.companyId = companyId;
        this.datasourceId = datasourceId;
        this.now = now;
    }

    /** First of all in the transaction: nobody else stores recipients until its end. */
    static void guard(Transaction tx) {
        DuplicateGuard.takeAll(tx);
    }

    /** Writes the rows of lines after the one and up to the other. */
    Written write(Transaction tx, long after, long upTo) {
        stage.match(tx, after, upTo);
        ImportMode mode = settings.mode();
        if (mode.blocks()) {
            return new Written(0, 0, block(tx, after, upTo));
        }
        if (mode.changesStatus()) {
            return new Written(0, 0, changeStatus(tx, after, upTo));
        }
        long updated = mode.updates() ? update(tx, after, upTo) : 0;
        long inserted = mode.adds() ? insert(tx, after, upTo) : 0;
        return new Written(inserted, updated, bind(tx, after, upTo));
    }

    private long insert(Transaction tx, long after, long upTo) {
        run(
                tx,
                "UPDATE %s s SET s.fresh = 1 WHERE s.customer_id IS NULL AND %s"
                        .formatted(stage.name(), range()),
                Map.of(),
                after,
                upTo);
        Map<String, Object> defaults = new LinkedHashMap<>();
        List<String> columns = new ArrayList<>();
        List<String> values = new ArrayList<>();
        for (ProfileField field : stage.fields()) {
            columns.add(field.sql());
            values.add(insertValue(field, defaults));
        }
        for (String column : List.of("gender", "mailtype")) {
            ProfileField field = catalog.require(column);
            if (!stage.fields().contains(field)) {
                columns.add(field.sql());
                values.add(":" + column);
                defaults.put(column, column.equals("gender") ? 2 : settings.defaultMailtype());
            }
        }
        long inserted =
                run(
                        tx,
                        """
                        INSERT INTO customer_%d_tbl (%s, datasource_id, latest_datasource_id, creation_date, timestamp)
                        SELECT %s, :datasource, :datasource, :now, :now FROM %s s WHERE s.fresh = 1 AND %s ORDER BY s.line
                        """
                                .formatted(
                                        companyId,
                                        String.join(", ", columns),
                                        String.join(", ", values),
                                        stage.name(),
                                        range()),
                        defaults,
                        after,
                        upTo);
        stage.match(tx, after, upTo);
        return inserted;
    }

    /** A column that must not be empty takes its default where the file has nothing. */
    private String insertValue(ProfileField field, Map<String, Object> defaults) {
        if (field.nullable()) {
            return "s." + field.sql();
        }
        Object value =
                switch (field.column()) {
                    case "gender" -> 2;
                    case "mailtype" -> settings.defaultMailtype();
                    default -> field.defaultValue();
                };
        if (value == null) {
            return "s." + field.sql();
        }
        String name = "d" + defaults.size();
        defaults.put(name, value);
        return "COALESCE(s.%s, :%s)".formatted(field.sql(), name);
    }

    private long update(Transaction tx, long after, long upTo) {
        String assignments =
                stage.fields().stream()
                        .filter(field -> !settings.keyColumns().contains(field.column()))
                        .map(
                                field ->
                                        settings.keepOnEmpty() || !field.nullable()
                                                ? "c.%1$s = COALESCE(s.%1$s, c.%1$s), "
                                                        .formatted(field.sql())
                                                : "c.%1$s = s.%1$s, ".formatted(field.sql()))
                        .collect(Collectors.joining());
        run(
                tx,
                """
                UPDATE %s s JOIN customer_%d_tbl c ON c.customer_id = s.customer_id
                   SET %s c.latest_datasource_id = :datasource, c.timestamp = :now
                 WHERE s.fresh = 0 AND %s
                """
                        .formatted(stage.name(), companyId, assignments, range()),
                Map.of(),
                after,
                upTo);
        return known(tx, after, upTo);
    }

    private long known(Transaction tx, long after, long upTo) {
        return tx.sql()
                .createQuery(
                        "SELECT COUNT(*) FROM %s s WHERE s.fresh = 0 AND s.customer_id IS NOT NULL AND %s"
                                .formatted(stage.name(), range()))
                .bind("after", after)
                .bind("upTo", upTo)
                .mapTo(Long.class)
                .one();
    }

    /** Only where there is no binding yet: who opted out stays out. */
    private long bind(Transaction tx, long after, long upTo) {
        long bound = 0;
        for (int list : settings.mailinglists()) {
            bound +=
                    run(
                            tx,
                            """
                            INSERT INTO customer_%1$d_binding_tbl
                                   (customer_id, mailinglist_id, mediatype, user_type, user_status, user_remark, creation_date, timestamp)
                            SELECT s.customer_id, :list, %2$d, :type, :status, :remark, :now, :now
                              FROM %3$s s
                              LEFT JOIN customer_%1$d_binding_tbl b
                                ON b.customer_id = s.customer_id AND b.mailinglist_id = :list AND b.mediatype = %2$d
                             WHERE s.customer_id IS NOT NULL AND b.customer_id IS NULL %4$s AND %5$s
                            """
                                    .formatted(
                                            companyId,
                                            Binding.EMAIL,
                                            stage.name(),
                                            settings.mode() == ImportMode.ADD
                                                    ? "AND s.fresh = 1"
                                                    : "",
                                            range()),
                            Map.of(
                                    "list", list,
                                    "type", String.valueOf(settings.userType().code()),
                                    "status", settings.bindingStatus().code()),
                            after,
                            upTo);
        }
        return bound;
    }

    private long changeStatus(Transaction tx, long after, long upTo, BindingStatus status) {
        long changed = 0;
        for (int list : settings.mailinglists()) {
            changed +=
                    run(
                            tx,
                            """
                            UPDATE %s s JOIN customer_%d_binding_tbl b
                                ON b.customer_id = s.customer_id AND b.mailinglist_id = :list AND b.mediatype = %d
                               SET b.user_status = :status, b.user_remark = :remark, b.timestamp = :now
                             WHERE b.user_status IN (%d, %d) AND %s
                            """
                                    .formatted(
                                            stage.name(),
                                            companyId,
                                            Binding.EMAIL,
                                            BindingStatus.ACTIVE.code(),
                                            BindingStatus.WAITING.code(),
                                            range()),
                            Map.of("list", list, "status", status.code()),
                            after,
                            upTo);
        }
        return changed;
    }

    private long block(Transaction tx, long after, long upTo) {
        run(
                tx,
                """
                UPDATE %s s JOIN customer_%d_binding_tbl b ON b.customer_id = s.customer_id
                   SET b.user_status = %d, b.user_remark = :remark, b.timestamp = :now
                 WHERE %s
                """
                        .formatted(
                                stage.name(), companyId, BindingStatus.BLOCKLISTED.code(), range()),
                Map.of(),
                after,
                upTo);
        return run(
                tx,
                """
                INSERT INTO cust%1$d_ban_tbl (email, timestamp, reason)
                SELECT s.email, :now, :remark FROM %2$s s LEFT JOIN cust%1$d_ban_tbl b ON b.email = s.email
                 WHERE b.email IS NULL AND %3$s
                """
                        .formatted(companyId, stage.name(), range()),
                Map.of(),
                after,
                upTo);
    }

    private long run(
            Transaction tx, String sql, Map<String, Object> values, long after, long upTo) {
        Update update = tx.sql().createUpdate(sql);
        update.getConfig(SqlStatements.class).setUnusedBindingAllowed(true);
        values.forEach(update::bind);
        return update.bind("after", after)
                .bind("upTo", upTo)
                .bind("now", now)
                .bind("datasource", datasourceId)
                .bind("remark", "Import (" + datasourceId + ")")
                .execute();
    }

    private static String range() {
        return "s.line > :after AND s.line <= :upTo";
    }
}
