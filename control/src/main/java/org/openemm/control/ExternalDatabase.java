package org.openemm.control;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeSet;
import org.openemm.config.DbCfg;

/**
 * Looks at a database server that is not ours: whether it can be used, and whether it is set up as
 * sections 5.2 and 11.5 of the Install &amp; Admin Guide demand.
 */
final class ExternalDatabase {
    private static final String MODES =
            "STRICT_ALL_TABLES,NO_AUTO_CREATE_USER,NO_ENGINE_SUBSTITUTION";
    private static final long MEGABYTE = 1024L * 1024;

    private final DbCfg dbCfg;

    ExternalDatabase(DbCfg dbCfg) {
        this.dbCfg = dbCfg;
    }

    /**
     * @return one line for each setting that differs from the guide, with the line for my.cnf
     * @throws ControlFailure when the database cannot be used at all
     */
    List<String> check() throws ControlFailure {
        try (Connection connection =
                        DriverManager.getConnection(
                                dbCfg.jdbcUrl(), dbCfg.user(), dbCfg.password());
                Statement statement = connection.createStatement()) {
            Map<String, String> variables = variables(statement);
            requireMariaDb(variables.getOrDefault("version", ""));
            return problems(variables);
        } catch (SQLException e) {
            throw new ControlFailure(reason(e), e);
        }
    }

    private String reason(SQLException e) {
        String what =
                switch (e.getErrorCode()) {
                    case 1044, 1045, 1698 ->
                            "refuses user %s; check user and password in etc/dbcfg, and the grants"
                                            .formatted(dbCfg.user())
                                    + " of section 7.2 of the Install & Admin Guide";
                    case 1049 ->
                            "has no database %1$s. Create it with: CREATE DATABASE `%1$s` CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci;"
                                    .formatted(dbCfg.name());
                    default -> "cannot be used: " + e.getMessage();
                };
        return "The database server of etc/dbcfg (%s) %s".formatted(dbCfg.address(), what);
    }

    private void requireMariaDb(String version) throws ControlFailure {
        String[] numbers = version.split("[^0-9]+");
        boolean supported =
                version.toLowerCase(Locale.ROOT).contains("mariadb")
                        && numbers.length > 2
                        && Arrays.compare(
                                        Arrays.stream(numbers, 0, 3)
                                                .mapToInt(Integer::parseInt)
                                                .toArray(),
                                        new int[] {10, 6, 10})
                                >= 0;
        if (!supported) {
            throw new ControlFailure(
                    "The database server of etc/dbcfg (%s) is version %s; MariaDB 10.6.10 or newer is needed"
                            .formatted(dbCfg.address(), version));
        }
    }

    private static List<String> problems(Map<String, String> variables) {
        List<String> problems = new ArrayList<>();
        if (!modes(variables.get("sql_mode")).equals(modes(MODES))) {
            problems.add(line(variables, "sql_mode", "sql-mode = \"" + MODES + "\""));
        }
        exact(problems, variables, "lower_case_table_names", "1");
        exact(problems, variables, "character_set_server", "utf8mb4");
        exact(problems, variables, "collation_server", "utf8mb4_unicode_ci");
        atLeast(problems, variables, "max_allowed_packet", 10 * MEGABYTE, "10M");
        atLeast(problems, variables, "wait_timeout", 86_400, "86400");
        atLeast(problems, variables, "innodb_lock_wait_timeout", 1800, "1800");
        exact(problems, variables, "innodb_rollback_on_timeout", "ON");
        exact(problems, variables, "autocommit", "ON");
        return problems;
    }

    private static void exact(
            List<String> problems, Map<String, String> variables, String name, String wanted) {
        if (!wanted.equalsIgnoreCase(variables.get(name))) {
            problems.add(line(variables, name, option(name) + " = " + wanted));
        }
    }

    private static void atLeast(
            List<String> problems,
            Map<String, String> variables,
            String name,
            long wanted,
            String text) {
        if (Long.parseLong(variables.getOrDefault(name, "0")) < wanted) {
            problems.add(line(variables, name, option(name) + " = " + text));
        }
    }

    /** The guide writes these two with hyphens. */
    private static String option(String variable) {
        return variable.equals("character_set_server") || variable.equals("collation_server")
                ? variable.replace('_', '-')
                : variable;
    }

    private static String line(Map<String, String> variables, String name, String wanted) {
        return "%s is \"%s\"; set in my.cnf, section [mysqld]: %s"
                .formatted(name, variables.getOrDefault(name, ""), wanted);
    }

    private static TreeSet<String> modes(String text) {
        TreeSet<String> modes = new TreeSet<>();
        for (String mode : (text == null ? "" : text).split(",")) {
            if (!mode.isBlank()) {
                modes.add(mode.trim());
            }
        }
        return modes;
    }

    private static Map<String, String> variables(Statement statement) throws SQLException {
        Map<String, String> variables = new HashMap<>();
        try (ResultSet rows = statement.executeQuery("SHOW GLOBAL VARIABLES")) {
            while (rows.next()) {
                variables.put(rows.getString(1).toLowerCase(Locale.ROOT), rows.getString(2));
            }
        }
        return variables;
    }
}
