package org.openemm.target;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.openemm.database.Transaction;

/**
 * Finds what uses a target group: mailings, their contents and components, export profiles,
 * reports, users who are limited to it, other groups.
 */
final class TargetUses {
    private static final int MAX_USES_NAMED = 5;
    private static final Pattern NUMBER = Pattern.compile("[0-9]{1,9}");

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
                        UNION ALL
                        SELECT 'TARGET', g.target_id, g.target_shortname, ''
                          FROM target_ref_target_tbl r JOIN dyn_target_tbl g ON g.target_id = r.target_ref
                         WHERE r.group_ref = :id AND r.company_ref = :company AND g.deleted = 0
                        UNION ALL
                        SELECT DISTINCT 'REPORT', r.report_id, COALESCE(r.shortname, ''), ''
                          FROM birtreport_tbl r JOIN birtreport_parameter_tbl p ON p.report_id = r.report_id
                         WHERE r.company_id = :company AND r.deleted = 0
                           AND p.parameter_name IN ('selectedTargets', 'targetGroups')
                           AND p.parameter_value REGEXP CONCAT('(^|[^0-9])', :id, '([^0-9]|$)')
                        UNION ALL
                        SELECT 'USER', admin_id, username, ''
                          FROM admin_tbl
                         WHERE company_id = :company
                           AND (limiting_target_id = :id
                                OR admin_id IN (SELECT admin_id FROM admin_limiting_target_tbl WHERE target_id = :id))
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

    /** How many places use each group; read at once for a list of groups. */
    Map<Integer, Integer> counts(Transaction tx, int companyId) {
        Map<Integer, Integer> counts = new HashMap<>();
        tx.sql()
                .createQuery(
                        """
                        SELECT CONCAT_WS(' ', target_expression, NULLIF(split_id, 0)) AS used FROM mailing_tbl
                         WHERE company_id = :company AND deleted = 0
                           AND (COALESCE(target_expression, '') <> '' OR split_id <> 0)
                        UNION ALL
                        SELECT c.target_id FROM dyn_content_tbl c
                          JOIN dyn_name_tbl n ON n.dyn_name_id = c.dyn_name_id AND n.deleted = 0
                          JOIN mailing_tbl m ON m.mailing_id = n.mailing_id AND m.deleted = 0
                         WHERE c.company_id = :company AND c.target_id <> 0
                        UNION ALL
                        SELECT c.target_id FROM component_tbl c
                          JOIN mailing_tbl m ON m.mailing_id = c.mailing_id AND m.deleted = 0
                         WHERE c.company_id = :company AND c.target_id <> 0
                        UNION ALL
                        SELECT target_id FROM export_predef_tbl
                         WHERE company_id = :company AND deleted = 0 AND target_id <> 0
                        UNION ALL
                        SELECT r.group_ref
                          FROM target_ref_target_tbl r JOIN dyn_target_tbl g ON g.target_id = r.target_ref
                         WHERE r.company_ref = :company AND g.deleted = 0
                        UNION ALL
                        SELECT p.parameter_value
                          FROM birtreport_tbl r JOIN birtreport_parameter_tbl p ON p.report_id = r.report_id
                         WHERE r.company_id = :company AND r.deleted = 0
                           AND p.parameter_name IN ('selectedTargets', 'targetGroups')
                        UNION ALL
                        SELECT l.target_id FROM admin_tbl a
                          JOIN (SELECT admin_id, target_id FROM admin_limiting_target_tbl
                                 UNION
                                SELECT admin_id, limiting_target_id FROM admin_tbl
                                 WHERE limiting_target_id IS NOT NULL) l ON l.admin_id = a.admin_id
                         WHERE a.company_id = :company
                        """)
                .bind("company", companyId)
                .mapTo(String.class)
                .forEach(
                        used ->
                                NUMBER.matcher(used)
                                        .results()
                                        .map(number -> Integer.valueOf(number.group()))
                                        .distinct()
                                        .forEach(id -> counts.merge(id, 1, Integer::sum)));
        return counts;
    }

    /** The first of them by name, and how many more there are. */
    static String named(List<TargetUse> users) {
        String names =
                users.stream()
                        .limit(MAX_USES_NAMED)
                        .map(TargetUse::toString)
                        .collect(Collectors.joining(", "));
        return users.size() > MAX_USES_NAMED
                ? names + " (+" + (users.size() - MAX_USES_NAMED) + ")"
                : names;
    }
}
