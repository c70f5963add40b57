package org.openemm.eql;

import java.nio.charset.StandardCharsets;
import java.util.HexFormat;

/**
 * Text constants inside stored SQL. The conditions of target groups are kept as SQL text and put
 * into larger statements, so no text may end its quotes early, for the database or for anything
 * that reads the statement before it (statement parsers disagree on a backslash before a quote).
 * Hence literals hold no backslash at all and mean the same under every sql-mode.
 */
final class SqlText {
    private SqlText() {}

    /** The text as an SQL literal. */
    static String literal(String text) {
        boolean plain = text.chars().noneMatch(c -> c == '\\' || c < ' ');
        return plain ? "'" + text.replace("'", "''") + "'" : hexadecimal(text);
    }

    private static String hexadecimal(String text) {
        String digits = HexFormat.of().formatHex(text.getBytes(StandardCharsets.UTF_8));
        return "(_utf8mb4 X'" + digits + "' COLLATE utf8mb4_unicode_ci)";
    }

    /** A column of the recipient table. */
    static String column(EqlField field) {
        return "cust.`" + field.column().replace("`", "``") + "`";
    }

    /** Pattern of LIKE ... ESCAPE '!': * and ? are the wildcards, as are % and _. */
    static String wildcards(String pattern) {
        return pattern.replace("!", "!!").replace('*', '%').replace('?', '_');
    }

    /** Text that stands for itself in a pattern of LIKE ... ESCAPE '!'. */
    static String plain(String text) {
        return text.replace("!", "!!").replace("%", "!%").replace("_", "!_");
    }

    /** What every text of such a pattern begins with; empty when it has no wildcard at its end. */
    static String beginning(String pattern) {
        StringBuilder beginning = new StringBuilder();
        for (int i = 0; i < pattern.length(); i++) {
            char c = pattern.charAt(i);
            if (c == '%' || c == '_') {
                return beginning.toString();
            }
            if (c == '!') {
                i++;
            }
            beginning.append(pattern.charAt(i));
        }
        return "";
    }
}
