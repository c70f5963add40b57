package org.openemm.eql;

import java.util.List;
import java.util.Set;

/**
 * A rule that was read and understood: names are resolved, types fit, everything it refers to
 * exists.
 *
 * @param text as written
 * @param companyId company whose fields and mailings are meant
 * @param condition what it asks, as it is written: with parentheses and NOT where they stand
 * @param fields profile fields it uses
 * @param mailings mailings it refers to
 * @param links links it refers to
 * @param mailinglists mailing lists it refers to
 * @param groups target groups it contains
 * @param usesBehaviour whether other tables than the recipients' are asked; such a rule cannot
 *     serve content blocks
 * @param warnings remarks; the rule is valid all the same
 */
public record EqlRule(
        String text,
        int companyId,
        Condition condition,
        Set<EqlField> fields,
        Set<Integer> mailings,
        Set<Integer> links,
        Set<Integer> mailinglists,
        Set<Integer> groups,
        boolean usesBehaviour,
        List<EqlWarning> warnings) {}
