package org.openemm.eql;

import java.util.List;
import java.util.Set;

/**
 * A rule put into SQL.
 *
 * @param sql condition on the recipient table under the alias {@code cust}
 * @param fields profile fields the rule uses
 * @param mailings mailings the rule refers to
 * @param links links the rule refers to
 * @param mailinglists mailing lists the rule refers to
 * @param groups target groups it contains
 * @param usesBehaviour whether other tables than the recipients' are asked; such a rule cannot
 *     serve content blocks
 * @param warnings remarks; the rule is valid all the same
 */
public record Translation(
        String sql,
        Set<EqlField> fields,
        Set<Integer> mailings,
        Set<Integer> links,
        Set<Integer> mailinglists,
        Set<Integer> groups,
        boolean usesBehaviour,
        Complexity complexity,
        List<EqlWarning> warnings) {}
