package org.openemm.eql;

/**
 * A stored target group whose rule another rule contains.
 *
 * @param sql its condition on the recipient table under the alias {@code cust}
 * @param usable false when it is marked invalid: it cannot be sent to, nor be part of another one
 * @param circular whether it is, or contains, the very group the rule is written for
 * @param usesBehaviour whether it asks other tables than the recipients'
 * @param complexity what its own rule costs
 */
public record EqlGroup(
        int id,
        String name,
        String sql,
        boolean usable,
        boolean circular,
        boolean usesBehaviour,
        Complexity complexity) {}
