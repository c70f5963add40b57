package org.openemm.recipient;

import java.time.Instant;

/**
 * Where recipients come from: a file, a program, a form.
 *
 * @param time when it came into being, null when unknown
 * @param detail web address or other words; empty for none
 */
public record DataSource(int id, String description, Kind kind, Instant time, String detail) {

    /** Groups of sourcegroup_tbl as people tell them apart. */
    public enum Kind {
        /** Somebody: an import. */
        USER("'A', 'D'"),
        /** A program: SOAP, REST, script. */
        API("'WS', 'RS', 'V'"),
        FORM("'FO'"),
        OTHER("'O', 'DD'");

        private final String codes;

        Kind(String codes) {
            this.codes = codes;
        }

        /** Codes of sourcegroup_tbl.sourcegroup_type for SQL. */
        String codes() {
            return codes;
        }

        static Kind of(String code) {
            for (Kind kind : values()) {
                if (code != null && kind.codes.contains("'" + code + "'")) {
                    return kind;
                }
            }
            return OTHER;
        }
    }
}
