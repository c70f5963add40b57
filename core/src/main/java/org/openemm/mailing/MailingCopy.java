package org.openemm.mailing;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.openemm.account.Actor;
import org.openemm.database.Transaction;

/**
 * Copies everything that belongs to a mailing except what a person fills in anyway ({@link
 * MailingDraft}): content, links, files, and the settings about sending.
 */
final class MailingCopy {
    private MailingCopy() {}

    static void contents(Transaction tx, Actor actor, int from, int to, Instant now) {
        Map<String, Object> binds =
                Map.of("company", actor.companyId(), "from", from, "to", to, "now", now);
        components(tx, binds);
        blocks(tx, binds);
        links(tx, binds);
    }

    /**
     * How a mailing is sent: columns that no draft knows, parameters of its media that nobody here
     * knows, its route. What says how far a mailing is, who works on it or belongs to it alone
     * (e.g. {@code company_info_tbl} for one mailing) stays behind.
     */
    static void settings(Transaction tx, Actor actor, int from, int to, Instant now) {
        Map<String, Object> binds =
                Map.of("company", actor.companyId(), "from", from, "to", to, "now", now);
        tx.entities().flush();
        tx.sql()
                .createUpdate(
                        """
                        UPDATE mailing_tbl copy JOIN mailing_tbl m
                            ON m.mailing_id = :from AND m.company_id = :company
                           SET copy.split_id = m.split_id,
                               copy.action_id = m.action_id,
                               copy.campaign_id = m.campaign_id,
                               copy.statmail_recp = m.statmail_recp,
                               copy.statmail_onerroronly = m.statmail_onerroronly,
                               copy.openaction_id = m.openaction_id,
                               copy.clickaction_id = m.clickaction_id,
                               copy.priority = m.priority,
                               copy.is_text_version_required = m.is_text_version_required,
                               copy.is_prioritization_allowed = m.is_prioritization_allowed,
                               copy.freq_counter_disabled = m.freq_counter_disabled,
                               copy.mailerset = m.mailerset,
                               copy.clearance_email = m.clearance_email,
                               copy.clearance_threshold = m.clearance_threshold,
                               copy.cms_has_classic_content = m.cms_has_classic_content,
                               copy.is_grid = m.is_grid,
                               copy.is_post = m.is_post
                         WHERE copy.mailing_id = :to AND copy.company_id = :company
                        """)
                .bindMap(binds)
                .execute();
        tx.sql()
                .createUpdate(
                        """
                        INSERT INTO mailing_mt_tbl
                            (mailing_id, mediatype, priority, status, param, creation_date,
                             change_date)
                        SELECT :to, t.mediatype, t.priority, t.status, t.param, :now, :now
                          FROM mailing_mt_tbl t
                          JOIN mailing_tbl m ON m.mailing_id = t.mailing_id
                         WHERE t.mailing_id = :from AND m.company_id = :company
                           AND t.mediatype <> 0
                        """)
                .bindMap(binds)
                .execute();
        tx.sql()
                .createUpdate(
                        """
                        INSERT INTO mailing_info_tbl
                            (mailing_id, company_id, name, value, description, creation_date,
                             change_date, creation_admin_id, change_admin_id)
                        SELECT :to, company_id, name, value, description, :now, :now,
                               creation_admin_id, change_admin_id
                          FROM mailing_info_tbl
                         WHERE mailing_id = :from AND company_id = :company
                        """)
                .bindMap(binds)
                .execute();
        tx.sql()
                .createUpdate(
                        """
                        INSERT INTO smtp_route_choice_tbl
                            (company_id, mailinglist_id, mailing_id, route_id)
                        SELECT company_id, mailinglist_id, :to, route_id
                          FROM smtp_route_choice_tbl
                         WHERE mailing_id = :from AND company_id = :company
                        """)
                .bindMap(binds)
                .execute();
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
