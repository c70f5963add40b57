package org.openemm.account;

import java.time.Instant;
import java.time.ZoneId;
import java.util.Locale;
import java.util.Optional;

/**
 * A user of the GUI or of the REST interface (admin_tbl).
 *
 * @param restful true: may use REST only and cannot log in to the GUI
 * @param passwordChanged when the user last chose the password; empty: it is the initial one, given
 *     by somebody else
 */
public record User(
        int id,
        String username,
        int companyId,
        String firstName,
        String lastName,
        String email,
        Locale locale,
        ZoneId zone,
        Theme theme,
        boolean restful,
        Optional<Instant> passwordChanged,
        Optional<Instant> lastLogin) {

    /** Light or dark pages (layout_base_id). */
    public enum Theme {
        /** As the user's computer is set. */
        SYSTEM(0),
        LIGHT(1),
        DARK(2);

        private final int code;

        Theme(int code) {
            this.code = code;
        }

        public int code() {
            return code;
        }

        /** SYSTEM for an unknown code: layouts of tenants have numbers of their own. */
        public static Theme ofCode(int code) {
            for (Theme theme : values()) {
                if (theme.code == code) {
                    return theme;
                }
            }
            return SYSTEM;
        }
    }

    /** First and last name; the user name when neither is known. */
    public String displayName() {
        String name = (firstName + " " + lastName).trim();
        return name.isEmpty() ? username : name;
    }
}
