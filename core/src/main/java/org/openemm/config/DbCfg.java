package org.openemm.config;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * How to reach the database: one record of {@code etc/dbcfg} (Install &amp; Admin Guide, section
 * 7.2).
 *
 * <p>One record per line, {@code openemm: dbms=mariadb, host=localhost, name=openemm, …}. A comma
 * followed by a blank separates two pairs; a comma without one belongs to the value, so that
 * passwords may contain commas. The first equals sign separates key and value.
 *
 * @param id name of the record, {@code openemm} unless the file says otherwise
 * @param values all pairs, also keys that mean nothing here
 */
public record DbCfg(String id, Map<String, String> values) {
    private static final String DEFAULT_ID = "openemm";
    private static final String ID_WITH_LICENCE = "emm";
    private static final Path SYSTEM_WIDE = Path.of("/opt/agnitas.com/etc/dbcfg");
    private static final Pattern RECORD = Pattern.compile("\\s*([a-zA-Z0-9._+-]+)\\s*:(.*)");
    private static final Pattern SEPARATOR = Pattern.compile(",[ \\t]+");

    public DbCfg {
        values = Map.copyOf(values);
    }

    /**
     * The record that this installation uses. Looked for in the environment (DBCFG holds the
     * content, DBCFG_PATH names the file), in {@code etc/dbcfg} of the home directory, in {@code
     * /opt/agnitas.com/etc/dbcfg}, and under the key {@code dbcfg} of {@code system.cfg}.
     */
    public static Optional<DbCfg> find(Home home) {
        return find(home, SystemCfg.read(home), System.getenv());
    }

    static Optional<DbCfg> find(Home home, SystemCfg system, Map<String, String> environment) {
        Map<String, DbCfg> records =
                parse(
                        ConfigText.find(home, environment, "DBCFG", "dbcfg", SYSTEM_WIDE)
                                .or(() -> system.get("dbcfg"))
                                .orElse(""));
        if (records.size() == 1) {
            return records.values().stream().findFirst();
        }
        boolean licenced = !system.get("licence").orElse("0").equals("0");
        return Optional.ofNullable(records.get(licenced ? ID_WITH_LICENCE : DEFAULT_ID));
    }

    /** All records by id; a later line replaces an earlier one of the same id. */
    public static Map<String, DbCfg> parse(String text) {
        Map<String, DbCfg> records = new LinkedHashMap<>();
        for (String line : (Iterable<String>) text.lines()::iterator) {
            Matcher matcher = RECORD.matcher(line);
            if (line.isBlank() || line.stripLeading().startsWith("#") || !matcher.matches()) {
                continue;
            }
            records.put(matcher.group(1), new DbCfg(matcher.group(1), pairs(matcher.group(2))));
        }
        return records;
    }

    /** Value of a key, absent when missing or empty. */
    public Optional<String> get(String key) {
        return Optional.ofNullable(values.get(key)).filter(value -> !value.isEmpty());
    }

    /** Host name, {@code localhost} when none is given. */
    public String host() {
        return get("host").orElse("localhost");
    }

    /** Name of the database. */
    public String name() {
        return get("name").orElse(DEFAULT_ID);
    }

    public String user() {
        return get("user").orElse(DEFAULT_ID);
    }

    public String password() {
        return get("password").orElse("");
    }

    /**
     * JDBC address: {@code jdbc-connect} where it is given, else put together from host and name.
     * Options that this product relies on are added unless the address sets them itself: the
     * session runs in UTC, moments are sent as such whatever the zone of this machine, inserts
     * travel in bulk, and who connects waits no longer than a server takes that is alive.
     */
    public String jdbcUrl() {
        String address =
                get("jdbc-connect").orElseGet(() -> "jdbc:mariadb://" + host() + "/" + name());
        List<String> missing = new ArrayList<>();
        for (String option :
                List.of(
                        "connectionTimeZone=UTC",
                        "forceConnectionTimeZoneToSession=true",
                        "preserveInstants=true",
                        "useBulkStmts=true",
                        "connectTimeout=5000")) {
            if (!address.contains(option.substring(0, option.indexOf('=') + 1))) {
                missing.add(option);
            }
        }
        if (missing.isEmpty()) {
            return address;
        }
        return address + (address.contains("?") ? "&" : "?") + String.join("&", missing);
    }

    /** Where the database is, for people: the JDBC address without scheme and options. */
    public String address() {
        String url = jdbcUrl();
        int slashes = url.indexOf("//");
        int options = url.indexOf('?');
        return url.substring(slashes < 0 ? 0 : slashes + 2, options < 0 ? url.length() : options);
    }

    /** Without the password. */
    @Override
    public String toString() {
        return "DbCfg[" + id + ": " + user() + " at " + host() + "/" + name() + "]";
    }

    private static Map<String, String> pairs(String text) {
        Map<String, String> pairs = new LinkedHashMap<>();
        for (String pair : SEPARATOR.split(text)) {
            int equals = pair.indexOf('=');
            if (equals > 0) {
                pairs.put(pair.substring(0, equals).trim(), pair.substring(equals + 1).trim());
            }
        }
        return pairs;
    }
}
