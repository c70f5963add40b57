package org.openemm.target;

import java.util.List;
import org.openemm.database.Transaction;

/** Finds what uses a target group: mailings, their contents and components, export profiles. */
final class TargetUses {
    /** Everything that keeps a group from being deleted, at most {@code limit}. */
    List<TargetUse> of(Transaction tx, int companyId, int targetId, int limit) {
        return tx.sql()
                .createQuery(
                        """
                        SELECT 'MAILING' AS kind, mailing_id AS id, shortname AS name, '' AS part
                          FROM mailing_tbl
                         WHERE company_id = :company AND deleted = 0
                           AND (split_id = :id
                                OR target_expression REGEXP CONCAT('(^|[^0-9])', :id, '([^0-9]|$)'))
                        UNION ALL
                        SELECT 'CONTENT', m.mailing_id, m.shortname, n.dyn_name
                          FROM dyn_content_tbl c
                          JOIN dyn_name_tbl n ON n.dyn_name_id = c.dyn_name_id AND n.deleted = 0
                          JOIN mailing_tbl m ON m.mailing_id = n.mailing_id AND m.deleted = 0
                         WHERE c.target_id = :id AND c.company_id = :company
                        UNION ALL
                        SELECT 'COMPONENT', m.mailing_id, m.shortname, c.compname
                          FROM component_tbl c
                          JOIN mailing_tbl m ON m.mailing_id = c.mailing_id AND m.deleted = 0
                         WHERE c.target_id = :id AND c.company_id = :company
                        UNION ALL
                        SELECT 'EXPORT', export_predef_id, shortname, ''
                          FROM export_predef_tbl
                         WHERE target_id = :id AND company_id = :company AND deleted = 0
                        ORDER BY kind DESC, name, part
                        LIMIT :limit
                        """)
                .bind("company", companyId)
                .bind("id", targetId)
                .bind("limit", limit)
                .map(
                        (row, context) ->
                                new TargetUse(
                                        TargetUse.Kind.valueOf(row.getString("kind")),
                                        row.getInt("id"),
                                        row.getString("name"),
                                        row.getString("part")))
                .list();
    }
}
