package org.openemm.mailing;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.openemm.account.Actor;
import org.openemm.database.Transaction;

/** Copies everything that belongs to a mailing except its settings. */
final class MailingCopy {
    private MailingCopy() {}

    static void contents(Transaction tx, Actor actor, int from, int to, Instant now) {
        Map<String, Object> binds =
                Map.of("company", actor.companyId(), "from", from, "to", to, "now", now);
        components(tx, binds);
        blocks(tx, binds);
        links(tx, binds);
    }

    private static void components(Transaction tx, Map<String, Object> binds) {
        tx.sql()
                .createUpdate(
                        """
                        INSERT INTO component_tbl
                            (company_id, mailing_id, mtype, required, comptype, comppresent,
                             compname, emmblock, binblock, target_id, url_id, description,
                             validity_start_date, validity_end_date, timestamp)
                        SELECT company_id, :to, mtype, required, comptype, comppresent,
                               compname, emmblock, binblock, target_id, url_id, description,
                               validity_start_date, validity_end_date, :now
                        FROM component_tbl
                        WHERE mailing_id = :from AND company_id = :company AND comptype <> 8
                        """)
                .bindMap(binds)
                .execute();
    }

    private static void blocks(Transaction tx, Map<String, Object> binds) {
        tx.sql()
                .createUpdate(
                        """
                        INSERT INTO dyn_name_tbl
                            (dyn_name, mailing_id, company_id, dyn_group, interest_group,
                             no_link_extension, creation_date, change_date)
                        SELECT dyn_name, :to, company_id, dyn_group, interest_group,
                               no_link_extension, :now, :now
                        FROM dyn_name_tbl
                        WHERE mailing_id = :from AND company_id = :company AND deleted = 0
                        ORDER BY dyn_name_id
                        """)
                .bindMap(binds)
                .execute();
        tx.sql()
                .createUpdate(
                        """
                        INSERT INTO dyn_content_tbl
                            (dyn_name_id, target_id, dyn_order, dyn_content, mailing_id,
                             company_id, creation_date, change_date)
                        SELECT copy.dyn_name_id, c.target_id, c.dyn_order, c.dyn_content, :to,
                               c.company_id, :now, :now
                        FROM dyn_content_tbl c
                        JOIN dyn_name_tbl n ON n.dyn_name_id = c.dyn_name_id
                        JOIN dyn_name_tbl copy
                          ON copy.mailing_id = :to AND BINARY copy.dyn_name = BINARY n.dyn_name
                        WHERE n.mailing_id = :from AND n.company_id = :company AND n.deleted = 0
                        ORDER BY c.dyn_content_id
                        """)
                .bindMap(binds)
                .execute();
    }

    private static void links(Transaction tx, Map<String, Object> binds) {
        List<Integer> links =
                tx.sql()
                        .createQuery(
                                """
                                SELECT url_id FROM rdir_url_tbl
                                WHERE mailing_id = :from AND company_id = :company AND deleted = 0
                                ORDER BY url_id
                                """)
                        .bindMap(binds)
                        .mapTo(Integer.class)
                        .list();
        for (int link : links) {
            int copy = link(tx, binds, link);
            tx.sql()
                    .createUpdate(
                            """
                            INSERT INTO rdir_url_param_tbl
                                (url_id, param_type, param_key, param_value)
                            SELECT :copy, param_type, param_key, param_value
                            FROM rdir_url_param_tbl WHERE url_id = :link
                            """)
                    .bind("copy", copy)
                    .bind("link", link)
                    .execute();
            tx.sql()
                    .createUpdate(
                            "UPDATE component_tbl SET url_id = :copy WHERE mailing_id = :to AND"
                                    + " url_id = :link")
                    .bind("copy", copy)
                    .bind("link", link)
                    .bindMap(binds)
                    .execute();
        }
    }

    private static int link(Transaction tx, Map<String, Object> binds, int link) {
        return tx.sql()
                .createUpdate(
                        """
                        INSERT INTO rdir_url_tbl
                            (full_url, mailing_id, company_id, `usage`, action_id, shortname,
                             alt_text, deep_tracking, extend_url, admin_link, from_mailing,
                             static_value, measured_separately, create_substitute_link,
                             creation_date)
                        SELECT full_url, :to, company_id, `usage`, action_id, shortname,
                               alt_text, deep_tracking, extend_url, admin_link, from_mailing,
                               static_value, measured_separately, create_substitute_link, :now
                        FROM rdir_url_tbl WHERE url_id = :link
                        """)
                .bind("link", link)
                .bindMap(binds)
                .executeAndReturnGeneratedKeys()
                .mapTo(int.class)
                .one();
    }
}
