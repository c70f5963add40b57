package org.openemm.profilefield;

import java.util.List;
import java.util.Set;

/** The columns of customer_N_tbl that every company has. */
public final class StandardFields {
    public static final String ID = "customer_id";
    public static final String EMAIL = "email";

    /** In the order in which people expect to read them. */
    public static final List<String> COLUMNS =
            List.of(
                    ID,
                    EMAIL,
                    "gender",
                    "title",
                    "firstname",
                    "lastname",
                    "mailtype",
                    "sys_tracking_veto",
                    "datasource_id",
                    "latest_datasource_id",
                    "creation_date",
                    "timestamp",
                    "lastsend_date",
                    "lastopen_date",
                    "lastclick_date",
                    "cleaned_date",
                    "bounceload",
                    "sys_encrypted_sending");

    /** Written by the product only. */
    public static final Set<String> MAINTAINED =
            Set.of(
                    ID,
                    "timestamp",
                    "creation_date",
                    "bounceload",
                    "lastopen_date",
                    "lastclick_date",
                    "lastsend_date",
                    "cleaned_date",
                    "datasource_id",
                    "latest_datasource_id",
                    "sys_encrypted_sending");

    private StandardFields() {}
}
