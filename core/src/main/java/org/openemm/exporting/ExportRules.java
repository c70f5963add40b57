package org.openemm.exporting;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.openemm.InvalidInput;
import org.openemm.account.Actor;
import org.openemm.tabular.Charsets;

/** What profiles and settings of exports must obey, apart from what they name in the database. */
final class ExportRules {
    private static final int MAX_NAME = 99;
    private static final int MAX_DESCRIPTION = 1_000;
    private static final int MAX_COLUMNS = 200;
    private static final int MAX_HEADING = 255;
    private static final int MAX_OWN_HEADING = 30;
    private static final int MAX_VALUE = 255;
    private static final int MAX_DAYS = 9_999;
    private static final LocalDate FIRST_DAY = LocalDate.of(1970, 1, 2);
    private static final LocalDate LAST_DAY = LocalDate.of(2037, 12, 31);

    private final List<InvalidInput.Problem> problems = new ArrayList<>();

    private ExportRules() {}

    /**
     * @throws InvalidInput with everything that is wrong
     */
    static void check(ExportProfile profile) {
        ExportRules rules = new ExportRules();
        rules.name(profile);
        rules.settings(profile.settings());
        rules.end();
    }

    /**
     * @throws InvalidInput with everything that is wrong
     */
    static void check(ExportSettings settings) {
        ExportRules rules = new ExportRules();
        rules.settings(settings);
        rules.end();
    }

    /** Columns of one's own need a right; those that are there already stay. */
    static void requireRights(Actor actor, ExportSettings before, ExportSettings after) {
        boolean fresh =
                after.columns().stream()
                        .filter(column -> column.kind() == ExportColumn.Kind.OWN)
                        .anyMatch(column -> !before.columns().contains(column));
        if (fresh) {
            actor.require("export.ownColumns");
        }
    }

    private void end() {
        if (!problems.isEmpty()) {
            throw new InvalidInput(problems);
        }
    }

    private void name(ExportProfile profile) {
        String name = profile.name().strip();
        require(!name.isEmpty(), "name", "exporting.name.none");
        require(name.length() <= MAX_NAME, "name", "exporting.name.long", MAX_NAME);
        require(
                profile.description().length() <= MAX_DESCRIPTION,
                "description",
                "exporting.description.long",
                MAX_DESCRIPTION);
    }

    private void settings(ExportSettings settings) {
        columns(settings.columns());
        period("changed", settings.changed());
        period("created", settings.created());
        period("bound", settings.bound());
        if (settings.mailinglistId() < 0) {
            boolean asks =
                    settings.status() != null
                            || settings.userType() != null
                            || !settings.bound().isAny();
            require(!asks, "mailinglist", "exporting.list.contradiction");
        }
        FileFormat format = settings.format();
        require(Charsets.isKnown(format.charset()), "charset", "exporting.wrong.charset");
        require(
                FileFormat.SEPARATORS.indexOf(format.separator()) >= 0,
                "separator",
                "exporting.wrong.separator");
        require(FileFormat.QUOTES.indexOf(format.quote()) >= 0, "quote", "exporting.wrong.quote");
        require(
                format.decimal() == '.' || format.decimal() == ',',
                "decimal",
                "exporting.wrong.decimal");
        require(
                java.time.ZoneId.getAvailableZoneIds().contains(format.zone()),
                "zone",
                "exporting.wrong.zone");
    }

    private void columns(List<ExportColumn> columns) {
        require(columns.size() <= MAX_COLUMNS, "columns", "exporting.columns.many", MAX_COLUMNS);
        Set<String> headings = new HashSet<>();
        for (ExportColumn column : columns) {
            boolean own = column.kind() == ExportColumn.Kind.OWN;
            String heading = column.heading();
            if (own) {
                require(!heading.isEmpty(), "columns", "exporting.column.own.none");
            }
            int most = own ? MAX_OWN_HEADING : MAX_HEADING;
            require(heading.length() <= most, "columns", "exporting.column.heading.long", most);
            require(
                    column.value().length() <= MAX_VALUE,
                    "columns",
                    "exporting.column.value.long",
                    MAX_VALUE);
            String key =
                    heading.isEmpty()
                            ? column.kind() + column.field() + column.mailinglistId()
                            : heading;
            if (column.kind() == ExportColumn.Kind.FIELD && heading.isEmpty()) {
                key = column.field();
            }
            require(
                    headings.add(key.toLowerCase(Locale.ROOT)),
                    "columns",
                    "exporting.column.twice",
                    heading.isEmpty() ? column.field() : heading);
        }
    }

    private void period(String field, Period period) {
        require(
                period.lastDays() >= 0 && period.lastDays() <= MAX_DAYS,
                field + "Days",
                "exporting.days",
                MAX_DAYS);
        day(field + "From", period.from());
        day(field + "To", period.to());
        if (period.from() != null && period.to() != null) {
            require(!period.to().isBefore(period.from()), field + "To", "exporting.period.order");
        }
    }

    private void day(String field, LocalDate day) {
        require(
                day == null || !day.isBefore(FIRST_DAY) && !day.isAfter(LAST_DAY),
                field,
                "exporting.period.range");
    }

    private void require(boolean holds, String field, String key, Object... arguments) {
        if (!holds) {
            problems.add(new InvalidInput.Problem(field, key, arguments));
        }
    }
}
