package org.openemm.mailinglist;

import java.util.List;
import org.openemm.account.Actor;
import org.openemm.database.Transaction;

/** SQL that finds what uses a mailing list. */
final class MailinglistUses {
    /** Mailings first, what blocks a deletion before what does not, the newest first. */
    private static final String USES =
            """
            SELECT kind, id, name, blocks FROM (
                SELECT IF(is_template = 1, 'TEMPLATE', 'MAILING') AS kind, 1 AS place, mailing_id AS id, shortname AS name,
                       is_template = 0 AND COALESCE(work_status, '') \\<> 'mailing.status.sent' AS blocks
                  FROM mailing_tbl WHERE company_id = :company AND mailinglist_id = :list AND deleted = 0
                UNION ALL
                SELECT 'FILTER', 2, rid, shortname, 1 FROM mailloop_tbl
                 WHERE company_id = :company AND mailinglist_id = :list AND subscribe_enable = 1
                UNION ALL
                SELECT 'IMPORT_PROFILE', 3, p.id, p.shortname, 0
                  FROM import_profile_mlist_bind_tbl b JOIN import_profile_tbl p ON p.id = b.import_profile_id
                 WHERE p.company_id = :company AND b.mailinglist_id = :list AND p.deleted = 0
                UNION ALL
                SELECT 'EXPORT_PROFILE', 4, export_predef_id, shortname, 0 FROM export_predef_tbl
                 WHERE company_id = :company AND mailinglist_id = :list AND deleted = 0
                UNION ALL
                SELECT 'TARGET_GROUP', 5, g.target_id, g.target_shortname, 0
                  FROM target_ref_mailinglist_tbl r JOIN dyn_target_tbl g ON g.target_id = r.target_ref
                 WHERE r.company_ref = :company AND r.mailinglist_ref = :list AND g.deleted = 0) used
             ORDER BY blocks DESC, place, id DESC LIMIT :limit
            """;

    private MailinglistUses() {}

    static List<MailinglistUse> of(Transaction tx, Actor actor, int list, int limit) {
        return tx.sql()
                .createQuery(USES)
                .bind("company", actor.companyId())
                .bind("list", list)
                .bind("limit", limit)
                .map(
                        (row, context) ->
                                new MailinglistUse(
                                        MailinglistUse.Kind.valueOf(row.getString("kind")),
                                        row.getInt("id"),
                                        row.getString("name"),
                                        row.getBoolean("blocks")))
                .list();
    }
}
