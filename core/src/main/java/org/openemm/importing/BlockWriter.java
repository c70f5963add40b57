package org.openemm.importing;

import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jdbi.v3.core.statement.SqlStatements;
import org.jdbi.v3.core.statement.Update;
import org.openemm.InvalidInput;
import org.openemm.account.Actor;
import org.openemm.account.RecipientLimit;
import org.openemm.database.Transaction;
import org.openemm.profilefield.ProfileField;
import org.openemm.profilefield.ProfileFieldCatalog;
import org.openemm.recipient.BindingStatus;
import org.openemm.recipient.DuplicateGuard;

/** SQL that lets a block of waiting rows into the recipients, inside one transaction. */
final class BlockWriter {
    private final StageTable stage;
    private final ImportSettings settings;
    private final ProfileFieldCatalog catalog;
    private final int companyId;
    private final RecipientLimit limit;
    private final int datasourceId;
    private final Instant now;

    BlockWriter(
            StageTable stage,
            ImportSettings settings,
            ProfileFieldCatalog catalog,
            Actor actor,
            int datasourceId,
            Instant now) {
        this.stage = stage;
        this.settings = settings;
        this.catalog = catalog;
        this.companyId = actor.companyId();
        this.limit = actor.limit();
        this.datasourceId = datasourceId;
        this.now = now;
    }

    /**
     * Writes the rows of lines after the one and up to the other; must be the first work of the
     * transaction. Recipients that are added get their bindings afterwards, by {@link #bindNew}.
     */
    ImportBlocks.Block write(Transaction tx, int number, long after, long upTo) {
        ImportMode mode = settings.mode();
        Range range = new Range(tx, after, upTo);
        if (mode.blocks()) {
            return changed(number, 0, block(range));
        }
        if (mode.changesStatus()) {
            return changed(number, 0, changeStatus(range));
        }
        if (mode.adds()) {
            // Nobody else stores recipients until the end of the transaction.
            DuplicateGuard.takeAll(tx);
        }
        long known =
                settings.duplicates() == DuplicateCheck.NONE
                        ? 0
                        : match(range, mode.updates() && settings.updateAll());
        long updated = 0;
        long bound = 0;
        if (mode.updates() && known > 0) {
            updated = update(range);
            bound = bindKnown(range);
        }
        if (!mode.adds()) {
            return changed(number, updated, bound);
        }
        long inserted = insert(range, known > 0);
        if (inserted == 0) {
            return changed(number, updated, bound);
        }
        long first = first(tx);
        long last = last(tx, first);
        requireInside(tx, first, last);
        return new ImportBlocks.Block(
                number, inserted, updated, bound, first, last, !settings.mailinglists().isEmpty());
    }

    /** The check has set their rows aside; somebody may have moved out of reach meanwhile. */
    private long match(Range range, boolean all) {
        long known = stage.match(range.tx(), range.after(), range.upTo(), all);
        if (!limit.isNone() && known > 0 && stage.matchedOutside(range.tx(), limit) > 0) {
            throw new InvalidInput("", "importing.limit.known");
        }
        return known;
    }

    /** Nobody is added whom the user would not see. */
    private void requireInside(Transaction tx, long first, long last) {
        if (limit.isNone()) {
            return;
        }
        long outside =
                tx.sql()
                        .createQuery(
                                """
                                SELECT COUNT(*) FROM customer_%d_tbl cust
                                 WHERE cust.customer_id BETWEEN :first AND :last
                                   AND cust.datasource_id = :datasource AND %s IS NOT TRUE
                                """
                                        .formatted(companyId, limit.sql()))
                        .bind("first", first)
                        .bind("last", last)
                        .bind("datasource", datasourceId)
                        .mapTo(Long.class)
                        .one();
        if (outside > 0) {
            throw new InvalidInput("", "importing.limit.new", outside);
        }
    }

    /** Binds the recipients that a block has added to the chosen lists. */
    long bindNew(Transaction tx, ImportBlocks.Block block) {
        return bind(
                new Range(tx, 0, 0),
                "customer_%d_tbl c".formatted(companyId),
                "c.customer_id",
                "c.customer_id BETWEEN %d AND %d AND c.datasource_id = :datasource"
                        .formatted(block.firstId(), block.lastId()));
    }

    /** Takes addresses off the blocklist that no row of the import has. */
    long release(Transaction tx) {
        return tx.sql()
                .createUpdate(
                        """
                        DELETE b FROM cust%d_ban_tbl b LEFT JOIN %s s ON s.email = b.email
                         WHERE s.line IS NULL AND b.email NOT REGEXP '[*%%?]'
                        """
                                .formatted(companyId, stage.name()))
                .execute();
    }

    private record Range(Transaction tx, long after, long upTo) {}

    private static ImportBlocks.Block changed(int number, long updated, long bound) {
        return new ImportBlocks.Block(number, 0, updated, bound, 0, 0, false);
    }

    private long insert(Range range, boolean someKnown) {
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
        return run(
                range,
                """
                INSERT INTO customer_%d_tbl (%s, datasource_id, latest_datasource_id, creation_date, timestamp)
                SELECT %s, :datasource, :datasource, :now, :now FROM %s s FORCE INDEX (PRIMARY) %s
                 WHERE s.line > :after AND s.line <= :upTo %s ORDER BY s.line
                """
                        .formatted(
                                companyId,
                                String.join(", ", columns),
                                String.join(", ", values),
                                stage.name(),
                                someKnown ? "LEFT JOIN import_match m ON m.line = s.line" : "",
                                someKnown ? "AND m.line IS NULL" : ""),
                defaults);
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

    private static long first(Transaction tx) {
        return tx.sql().createQuery("SELECT LAST_INSERT_ID()").mapTo(Long.class).one();
    }

    /** Numbers of one statement follow each other, with those of others between them at most. */
    private long last(Transaction tx, long first) {
        return tx.sql()
                .createQuery(
                        "SELECT MAX(customer_id) FROM customer_%d_tbl WHERE customer_id >= :first AND datasource_id = :datasource"
                                .formatted(companyId))
                .bind("first", first)
                .bind("datasource", datasourceId)
                .mapTo(Long.class)
                .one();
    }

    /**
     * A join would collect all rows before it changes the first one; this changes them as it meets
     * them. The recipients are locked, so nothing is ever inserted here.
     */
    private long update(Range range) {
        String customers = "customer_" + companyId + "_tbl";
        String assignments =
                stage.fields().stream()
                        .filter(field -> !settings.keyColumns().contains(field.column()))
                        .filter(field -> !field.isMaintained())
                        .map(
                                field ->
                                        settings.keepOnEmpty() || !field.nullable()
                                                ? "%2$s.%1$s = COALESCE(s.%1$s, %2$s.%1$s), "
                                                        .formatted(field.sql(), customers)
                                                : "%2$s.%1$s = s.%1$s, "
                                                        .formatted(field.sql(), customers))
                        .collect(Collectors.joining());
        run(
                range,
                """
                INSERT INTO %1$s (customer_id, email)
                SELECT m.customer_id, '' FROM import_match m JOIN %2$s s ON s.line = m.line
                 ON DUPLICATE KEY UPDATE %3$s
                       %1$s.latest_datasource_id = :datasource, %1$s.timestamp = :now
                """
                        .formatted(customers, stage.name(), assignments),
                Map.of());
        return range.tx()
                .sql()
                .createQuery("SELECT COUNT(*) FROM import_match")
                .mapTo(Long.class)
                .one();
    }

    private long bindKnown(Range range) {
        return bind(range, "import_match m", "m.customer_id", "1 = 1");
    }

    /** Only where there is no binding yet: who opted out stays out. */
    private long bind(Range range, String from, String id, String where) {
        long bound = 0;
        for (int list : settings.mailinglists()) {
            for (Map.Entry<Integer, BindingStatus> medium : settings.statusByMedium().entrySet()) {
                bound +=
                        run(
                                range,
                                """
                                INSERT IGNORE INTO customer_%1$d_binding_tbl
                                       (customer_id, mailinglist_id, mediatype, user_type, user_status, user_remark, creation_date, timestamp)
                                SELECT %2$s, :list, :medium, :type, :status, :remark, :now, :now
                                  FROM %3$s WHERE %4$s
                                """
                                        .formatted(companyId, id, from, where),
                                Map.of(
                                        "list", list,
                                        "medium", medium.getKey(),
                                        "type", String.valueOf(settings.userType().code()),
                                        "status", medium.getValue().code()));
            }
        }
        return bound;
    }

    private long changeStatus(Range range) {
        match(range, true);
        String from =
                settings.mode().from().stream()
                        .map(status -> String.valueOf(status.code()))
                        .collect(Collectors.joining(", "));
        String media =
                settings.statusByMedium().keySet().stream()
                        .map(String::valueOf)
                        .collect(Collectors.joining(", "));
        long changed = 0;
        for (int list : settings.mailinglists()) {
            changed +=
                    run(
                            range,
                            """
                            UPDATE import_match m JOIN customer_%d_binding_tbl b
                                ON b.customer_id = m.customer_id AND b.mailinglist_id = :list AND b.mediatype IN (%s)
                               SET b.user_status = :status, b.user_remark = :remark, b.timestamp = :now
                             WHERE b.user_status IN (%s)
                            """
                                    .formatted(companyId, media, from),
                            Map.of("list", list, "status", settings.mode().to().code()));
        }
        return changed;
    }

    private long block(Range range) {
        match(range, true);
        run(
                range,
                """
                UPDATE import_match m JOIN customer_%d_binding_tbl b ON b.customer_id = m.customer_id
                   SET b.user_status = :status, b.user_remark = :remark, b.timestamp = :now
                 WHERE b.user_status <> :status
                """
                        .formatted(companyId),
                Map.of("status", BindingStatus.BLOCKLISTED.code()));
        return run(
                range,
                """
                INSERT INTO cust%1$d_ban_tbl (email, timestamp, reason)
                SELECT s.email, :now, :remark FROM %2$s s LEFT JOIN cust%1$d_ban_tbl b ON b.email = s.email
                 WHERE b.email IS NULL AND s.line > :after AND s.line <= :upTo
                """
                        .formatted(companyId, stage.name()),
                Map.of());
    }

    private long run(Range range, String sql, Map<String, Object> values) {
        Update update = range.tx().sql().createUpdate(sql);
        update.getConfig(SqlStatements.class).setUnusedBindingAllowed(true);
        values.forEach(update::bind);
        return update.bind("after", range.after())
                .bind("upTo", range.upTo())
                .bind("now", now)
                .bind("datasource", datasourceId)
                .bind("remark", "Import (" + datasourceId + ")")
                .execute();
    }
}
