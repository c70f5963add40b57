package org.openemm.target;

/**
 * Text constants inside stored SQL. The conditions of target groups are kept as SQL text and put
 * into larger statements, so the text must neither end its quotes early nor look like a placeholder
 * to whoever runs it.
 *
 * <p>For the product's sql-mode: a backslash escapes (NO_BACKSLASH_ESCAPES is off), single quotes
 * delimit.
 */
final class SqlText {
    private SqlText() {}

    /** The text as an SQL string literal. */
    static String literal(String text) {
        StringBuilder sql = new StringBuilder(text.length() + 8).append('\'');
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            switch (c) {
                case '\'' -> sql.append("''");
                case '\\' -> sql.append("\\\\");
                case '\0' -> sql.append("\\0");
                case '\u001a' -> sql.append("\\Z");
                default -> sql.append(c);
            }
        }
        return sql.append('\'').toString();
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
}
