package org.openemm.eql;

import java.util.List;
import org.jdbi.v3.core.Handle;

/**
 * What happened in the {@link World} at a certain time, on a device, for money; and mailing lists.
 */
public final class WorldEvents {
    private WorldEvents() {}

    public static void add(Handle sql, List<List<String>> events, String now) {
        for (List<String> event : events) {
            for (String statement : statements(event.get(0))) {
                var update = sql.createUpdate(statement).bind("now", now);
                for (int i = 1; i < event.size(); i++) {
                    update.bind("v" + i, event.get(i));
                }
                update.execute();
            }
        }
    }

    private static List<String> statements(String kind) {
        return switch (kind) {
            case "opening" ->
                    List.of(
                            """
                            INSERT INTO onepixellog_device_1_tbl (company_id, mailing_id, customer_id, creation, device_class_id)
                            VALUES (1, :v1, :v2, :now - INTERVAL :v3 HOUR, :v4)
                            """,
                            """
                            INSERT INTO onepixellog_1_tbl (company_id, mailing_id, customer_id, timestamp, open_count)
                            VALUES (1, :v1, :v2, :now - INTERVAL (:v3 + 0 * :v4) HOUR, 1)
                            ON DUPLICATE KEY UPDATE open_count = open_count + 1,
                                   timestamp = GREATEST(timestamp, VALUES(timestamp))
                            """);
            case "click" ->
                    List.of(
                            """
                            INSERT INTO rdirlog_1_tbl (company_id, mailing_id, url_id, customer_id, timestamp, device_class_id)
                            VALUES (1, :v1, :v2, :v3, :now - INTERVAL :v4 HOUR, :v5)
                            """);
            case "delivery" ->
                    List.of(
                            """
                            INSERT INTO success_1_tbl (mailing_id, customer_id, timestamp)
                            VALUES (:v1, :v2, :now - INTERVAL :v3 HOUR)
                            """);
            case "interval" ->
                    List.of(
                            """
                            INSERT INTO interval_track_1_tbl (mailing_id, customer_id, send_date)
                            VALUES (:v1, :v2, :now - INTERVAL :v3 HOUR)
                            """);
            case "money" ->
                    List.of(
                            """
                            INSERT INTO rdirlog_1_val_num_tbl (company_id, mailing_id, customer_id, num_parameter, page_tag, timestamp)
                            VALUES (1, :v1, :v2, :v3, :v4, :now)
                            """);
            case "list" ->
                    List.of(
                            """
                            INSERT INTO mailinglist_tbl (company_id, mailinglist_id, shortname, creation_date)
                            VALUES (1, :v1, CONCAT('List ', :v1), :now)
                            """);
            case "binding" ->
                    List.of(
                            """
                            INSERT INTO customer_1_binding_tbl
                                   (mailinglist_id, customer_id, user_status, user_type, mediatype, timestamp, creation_date)
                            VALUES (:v1, :v2, :v3, :v4, :v5, :now, :now)
                            """);
            default -> throw new IllegalArgumentException(kind);
        };
    }
}
