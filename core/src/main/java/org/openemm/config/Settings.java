package org.openemm.config;

import java.time.Clock;
import java.time.Duration;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.jdbi.v3.core.result.RowView;
import org.openemm.database.Database;
import org.openemm.database.Transaction;

/**
 * Settings kept in the database. A value of the company (company_info_tbl) wins over the value of
 * company 0, that over config_tbl (full name {@code class.name}), that over the built-in default.
 * Rows that name a host count only there and win over those that name none. Names ignore case.
 *
 * <p>Values are kept for {@code configuration.expiration.minutes}, so that a change by hand takes
 * effect within five minutes. Thread-safe.
 */
public final class Settings {
    private static final String TO_BE_DEFINED = "[to be defined]";
    private static final Set<String> YES = Set.of("true", "1", "+", "yes", "on");
    private static final int INSTANCE = -1;

    private static final String UPDATE =
            """
            UPDATE config_tbl SET value = :value, change_date = CURRENT_TIMESTAMP
             WHERE class = :class AND name = :name AND COALESCE(hostname, '') = ''
            """;
    private static final String INSERT =
            """
            INSERT INTO config_tbl (class, name, value, creation_date, change_date)
            VALUES (:class, :name, :value, CURRENT_TIMESTAMP, CURRENT_TIMESTAMP)
            """;

    private final Database database;
    private final Machine machine;
    private final Map<String, String> placeholders;
    private final Map<String, String> defaults = Defaults.values();
    private final Reloading<Map<Integer, Map<String, String>>> values;

    public Settings(Database database, Home home, Clock clock) {
        this(database, home, clock, Machine.current());
    }

    Settings(Database database, Home home, Clock clock, Machine machine) {
        this.database = database;
        this.machine = machine;
        ProductVersion version = ProductVersion.current();
        placeholders =
                Map.of(
                        "${HOME}", home.root().toString(),
                        "${home}", home.root().toString(),
                        "${ApplicationMajorVersion}", version.major(),
                        "${ApplicationMinorVersion}", version.minor());
        values = new Reloading<>(this::read, this::lifetime, clock);
    }

    /** The value as set by somebody or built in. */
    public Optional<String> find(int companyId, String name) {
        return find(values.get(), companyId, name);
    }

    /** The value, or {@code otherwise} where nobody set one and none is built in. */
    public String get(int companyId, String name, String otherwise) {
        return find(companyId, name).orElse(otherwise);
    }

    /** A whole number; {@code otherwise} also for text that is none. */
    public int intValue(int companyId, String name, int otherwise) {
        long value = longValue(companyId, name, otherwise);
        return value == (int) value ? (int) value : otherwise;
    }

    /** A whole number; {@code otherwise} also for text that is none. */
    public long longValue(int companyId, String name, long otherwise) {
        try {
            return find(companyId, name).map(text -> Long.parseLong(text.trim())).orElse(otherwise);
        } catch (NumberFormatException e) {
            return otherwise;
        }
    }

    /** True for {@code true}, {@code 1}, {@code +}, {@code yes} and {@code on}, in any case. */
    public boolean bool(int companyId, String name, boolean otherwise) {
        return find(companyId, name)
                .map(text -> YES.contains(text.trim().toLowerCase(Locale.ROOT)))
                .orElse(otherwise);
    }

    /**
     * Sets a value of the instance in config_tbl. Takes effect at once here, elsewhere when the
     * values are read again there.
     *
     * @param name {@code class.name}
     */
    public void set(String name, String value) {
        int dot = name.indexOf('.');
        if (dot < 1) {
            throw new IllegalArgumentException(name);
        }
        database.run(
                tx -> {
                    if (write(tx, UPDATE, name.substring(0, dot), name.substring(dot + 1), value)
                            == 0) {
                        write(tx, INSERT, name.substring(0, dot), name.substring(dot + 1), value);
                    }
                });
        values.forget();
    }

    private static int write(Transaction tx, String sql, String group, String name, String value) {
        return tx.sql()
                .createUpdate(sql)
                .bind("class", group)
                .bind("name", name)
                .bind("value", value)
                .execute();
    }

    /** Full name of this machine, as it stands in the hostname columns. */
    public String hostName() {
        return machine.fqdn();
    }

    /** Whether a host name from the database means this machine. */
    public boolean isThisHost(String name) {
        return machine.isCalled(name);
    }

    /** Reads the values anew at the next question. */
    public void reload() {
        values.forget();
    }

    private Optional<String> find(
            Map<Integer, Map<String, String>> all, int companyId, String name) {
        for (int level : new int[] {companyId, 0, INSTANCE}) {
            String value = all.getOrDefault(level, Map.of()).get(name);
            if (value != null) {
                return Optional.of(value);
            }
        }
        return Optional.ofNullable(defaults.get(name)).map(this::withPlaceholders);
    }

    private Duration lifetime(Map<Integer, Map<String, String>> all) {
        try {
            String minutes = find(all, 0, "configuration.expiration.minutes").orElseThrow().trim();
            return Duration.ofMinutes(Math.max(0, Long.parseLong(minutes)));
        } catch (NumberFormatException e) {
            return Duration.ofMinutes(5);
        }
    }

    private Map<Integer, Map<String, String>> read() {
        Map<Integer, Map<String, String>> all = new HashMap<>();
        database.run(
                tx ->
                        // Rows for this host come after those for all; of equals the last change
                        // counts.
                        tx.sql()
                                .createQuery(
                                        """
                                        SELECT -1 AS level, CONCAT_WS('.', NULLIF(class, ''), name) AS name, value,
                                               hostname, change_date AS changed
                                          FROM config_tbl
                                        UNION ALL
                                        SELECT company_id, cname, cvalue, hostname, timestamp
                                          FROM company_info_tbl
                                         ORDER BY COALESCE(hostname, '') <> '', changed
                                        """)
                                .reduceRows(all, this::add));
        return all;
    }

    private Map<Integer, Map<String, String>> add(
            Map<Integer, Map<String, String>> all, RowView row) {
        String name = row.getColumn("name", String.class);
        String value = row.getColumn("value", String.class);
        String host = row.getColumn("hostname", String.class);
        if (name != null
                && value != null
                && !value.equals(TO_BE_DEFINED)
                && (host == null || host.isBlank() || machine.isCalled(host.trim()))) {
            all.computeIfAbsent(
                            row.getColumn("level", Integer.class),
                            level -> new TreeMap<>(String.CASE_INSENSITIVE_ORDER))
                    .put(name, withPlaceholders(value));
        }
        return all;
    }

    private String withPlaceholders(String value) {
        String result = value;
        if (value.contains("${")) {
            for (Map.Entry<String, String> placeholder : placeholders.entrySet()) {
                result = result.replace(placeholder.getKey(), placeholder.getValue());
            }
        }
        return result;
    }
}
