package org.openemm.exporting;

import java.time.Clock;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import org.openemm.InvalidInput;
import org.openemm.NotFound;
import org.openemm.account.Actor;
import org.openemm.database.Transaction;
import org.openemm.mailinglist.Mailinglist;
import org.openemm.mailinglist.Mailinglists;
import org.openemm.profilefield.ProfileField;
import org.openemm.profilefield.ProfileFieldCatalog;
import org.openemm.profilefield.ProfileFields;
import org.openemm.recipient.RecipientCondition;
import org.openemm.target.RecipientFilter;
import org.openemm.target.RecipientFilters;
import org.openemm.target.Targets;

/** Makes SQL of the settings of exports, for those who may see what they name. */
final class ExportQueries {
    private static final String BINDINGS = "customer_%d_binding_tbl";

    private final ProfileFields fields;
    private final Mailinglists mailinglists;
    private final Targets targets;
    private final RecipientFilters filters;
    private final Clock clock;
    private final Words words = new Words();

    ExportQueries(
            ProfileFields fields,
            Mailinglists mailinglists,
            Targets targets,
            RecipientFilters filters,
            Clock clock) {
        this.fields = fields;
        this.mailinglists = mailinglists;
        this.targets = targets;
        this.filters = filters;
        this.clock = clock;
    }

    /**
     * @throws InvalidInput field {@code columns}, {@code mailinglist} or {@code target}: it names
     *     what is not there, or what the actor must not see
     */
    ExportQuery of(Transaction tx, Actor actor, ExportSettings settings) {
        ProfileFieldCatalog catalog = fields.of(tx, actor);
        Map<Integer, String> lists = lists(tx, actor);
        List<String> select = new ArrayList<>(List.of("cust.customer_id"));
        List<String> headings = new ArrayList<>();
        List<Cell> cells = new ArrayList<>();
        Offsets offsets = new Offsets(settings.format().zoneId());
        for (ExportColumn column : columns(catalog, settings)) {
            headings.add(
                    column.heading().isEmpty() ? usual(column, lists, settings) : column.heading());
            cells.add(cell(actor, catalog, lists, column, settings.format(), select, offsets));
        }
        Map<String, Object> values = new HashMap<>();
        List<String> conditions = new ArrayList<>(List.of("cust.bounceload = 0"));
        if (settings.targetId() != 0) {
            conditions.add(target(tx, actor, settings.targetId()));
        }
        if (!actor.limit().isNone()) {
            conditions.add(actor.limit().sql());
        }
        if (!settings.filter().isEmpty()) {
            RecipientCondition more =
                    filters.condition(tx, actor, RecipientFilter.ofStored(settings.filter()));
            conditions.add("(" + more.sql() + ")");
            values.putAll(more.values());
        }
        addBindings(actor, settings, lists, conditions, values);
        return new ExportQuery(
                select,
                "customer_%d_tbl".formatted(actor.companyId()),
                String.join(" AND ", conditions),
                values,
                headings,
                cells);
    }

    /** The settings with their columns by name. */
    ExportSettings explicit(Actor actor, ExportSettings settings) {
        return settings.withColumns(columns(fields.of(actor), settings));
    }

    /** All fields where none are chosen. */
    static List<ExportColumn> columns(ProfileFieldCatalog catalog, ExportSettings settings) {
        return settings.columns().isEmpty()
                ? catalog.all().stream().map(field -> ExportColumn.ofField(field.column())).toList()
                : settings.columns();
    }

    private Map<Integer, String> lists(Transaction tx, Actor actor) {
        return mailinglists.all(tx, actor).stream()
                .collect(Collectors.toMap(Mailinglist::id, Mailinglist::name));
    }

    private String usual(ExportColumn column, Map<Integer, String> lists, ExportSettings settings) {
        return switch (column.kind()) {
            case FIELD -> column.field();
            case LIST -> lists.getOrDefault(column.mailinglistId(), "");
            case BOUNCE_REASON -> words.text("exporting.column.bounce", settings.format().locale());
            case OWN -> "";
        };
    }

    private Cell cell(
            Actor actor,
            ProfileFieldCatalog catalog,
            Map<Integer, String> lists,
            ExportColumn column,
            FileFormat format,
            List<String> select,
            Offsets offsets) {
        Locale locale = format.locale();
        switch (column.kind()) {
            case FIELD -> {
                ProfileField field =
                        catalog.column(column.field())
                                .orElseThrow(() -> unknownField(column.field()));
                return field(field, format, select, offsets);
            }
            case LIST -> {
                requireList(lists, column.mailinglistId(), "columns");
                select.add(
                        """
                        (SELECT user_status FROM %s bound WHERE bound.customer_id = cust.customer_id
                            AND bound.mailinglist_id = %d AND bound.mediatype = 0)\
                        """
                                .formatted(
                                        BINDINGS.formatted(actor.companyId()),
                                        column.mailinglistId()));
                return code(format, select.size(), words.ofStatus(locale));
            }
            case BOUNCE_REASON -> {
                select.add(
                        """
                        (SELECT detail FROM bounce_tbl came WHERE came.company_id = %d
                            AND came.customer_id = cust.customer_id ORDER BY bounce_id DESC LIMIT 1)\
                        """
                                .formatted(actor.companyId()));
                return code(format, select.size(), words.ofBounces(locale));
            }
            case OWN -> {
                return Cell.constant(column.value());
            }
        }
        throw new IllegalStateException(column.toString());
    }

    private Cell field(
            ProfileField field, FileFormat format, List<String> select, Offsets offsets) {
        String sql = "cust." + field.sql();
        boolean day = field.type() == org.openemm.profilefield.DataType.DATE;
        select.add(day ? "TO_DAYS(" + sql + ")" : sql);
        int place = select.size();
        return switch (field.type()) {
            case VARCHAR, TEXT -> Cell.text(place);
            case INTEGER -> code(format, place, words.ofField(field.column(), format.locale()));
            case FLOAT -> Cell.decimal(place);
            case DATE -> Cell.day(place);
            case DATETIME -> Cell.moment(place, offsets);
        };
    }

    private static Cell code(FileFormat format, int place, Map<Long, byte[]> words) {
        return format.decoded() && !words.isEmpty() ? Cell.word(place, words) : Cell.integer(place);
    }

    private void addBindings(
            Actor actor,
            ExportSettings settings,
            Map<Integer, String> lists,
            List<String> conditions,
            Map<String, Object> values) {
        String bindings = BINDINGS.formatted(actor.companyId());
        List<String> bound = new ArrayList<>(List.of("bound.customer_id = cust.customer_id"));
        if (settings.mailinglistId() > 0) {
            requireList(lists, settings.mailinglistId(), "mailinglist");
            bound.add("bound.mailinglist_id = " + settings.mailinglistId());
        } else {
            bound.add(
                    lists.isEmpty()
                            ? "FALSE"
                            : "bound.mailinglist_id IN (%s)"
                                    .formatted(
                                            lists.keySet().stream()
                                                    .sorted()
                                                    .map(String::valueOf)
                                                    .collect(Collectors.joining(", "))));
        }
        boolean asks = settings.mailinglistId() > 0;
        if (settings.status() != null) {
            bound.add("bound.user_status = " + settings.status().code());
            asks = true;
        }
        if (settings.userType() != null) {
            bound.add("bound.user_type = BINARY :exportType");
            values.put("exportType", String.valueOf(settings.userType().code()));
            asks = true;
        }
        List<String> periods = new ArrayList<>();
        ZoneId zone = settings.format().zoneId();
        add(periods, "cust.timestamp", "exportChanged", settings.changed(), zone, values);
        add(periods, "cust.creation_date", "exportCreated", settings.created(), zone, values);
        List<String> when = new ArrayList<>();
        add(when, "bound.timestamp", "exportBound", settings.bound(), zone, values);
        if (!when.isEmpty()) {
            List<String> all = new ArrayList<>(bound);
            all.addAll(when);
            periods.add(exists(bindings, all));
            asks = asks && !settings.allPeriods();
        }
        if (settings.mailinglistId() < 0) {
            conditions.add(
                    "NOT EXISTS (SELECT 1 FROM %s bound WHERE bound.customer_id = cust.customer_id)"
                            .formatted(bindings));
        } else if (asks) {
            conditions.add(exists(bindings, bound));
        }
        if (!periods.isEmpty()) {
            conditions.add(
                    "(" + String.join(settings.allPeriods() ? " AND " : " OR ", periods) + ")");
        }
    }

    private void add(
            List<String> conditions,
            String column,
            String name,
            Period period,
            ZoneId zone,
            Map<String, Object> values) {
        if (period.isAny()) {
            return;
        }
        LocalDate today = LocalDate.ofInstant(clock.instant(), zone);
        List<String> parts = new ArrayList<>();
        period.first(today)
                .ifPresent(
                        day -> {
                            parts.add(column + " >= :" + name + "From");
                            values.put(name + "From", day.atStartOfDay(zone).toInstant());
                        });
        period.end(today)
                .ifPresent(
                        day -> {
                            parts.add(column + " < :" + name + "End");
                            values.put(name + "End", day.atStartOfDay(zone).toInstant());
                        });
        conditions.add("(" + String.join(" AND ", parts) + ")");
    }

    private static String exists(String bindings, List<String> conditions) {
        return "EXISTS (SELECT 1 FROM %s bound WHERE %s)"
                .formatted(bindings, String.join(" AND ", conditions));
    }

    private String target(Transaction tx, Actor actor, int id) {
        try {
            return targets.sql(tx, actor.companyId(), id);
        } catch (NotFound e) {
            throw new InvalidInput("target", "exporting.target.unknown", id);
        }
    }

    private static void requireList(Map<Integer, String> lists, int id, String field) {
        if (!lists.containsKey(id)) {
            throw new InvalidInput(field, "exporting.list.unknown", id);
        }
    }

    static InvalidInput unknownField(String column) {
        return new InvalidInput("columns", "exporting.field.unknown", column);
    }
}
