package org.openemm.target;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.UUID;
import org.openemm.eql.Complexity;

/**
 * A target group.
 *
 * @param eql its rule; empty for groups that only exist as SQL (list splits)
 * @param sql the rule as condition on the recipient table under the alias {@code cust}
 * @param usableInContent false when the rule asks for behaviour
 * @param valid false when the rule could not be translated; such a group cannot be sent to
 * @param locked read only
 * @param limiting users can be limited to its recipients
 * @param adminTest offered as recipients of admin and test runs
 * @param complexity index; see {@link Complexity.Grade}
 * @param created null when unknown
 * @param changed null when unknown
 */
public record Target(
        int id,
        String name,
        String description,
        String eql,
        String sql,
        boolean usableInContent,
        boolean valid,
        boolean locked,
        boolean limiting,
        boolean adminTest,
        boolean deleted,
        int complexity,
        Instant created,
        Instant changed) {

    /** What a person has entered for it. */
    public TargetDraft draft() {
        return new TargetDraft(id, name, description, eql, adminTest);
    }

    /** Changes with whatever a person enters; handed back with a change to notice others. */
    public String version() {
        String entered = String.join("\0", name, description, eql, String.valueOf(adminTest));
        return UUID.nameUUIDFromBytes(entered.getBytes(StandardCharsets.UTF_8)).toString();
    }

    public Complexity.Grade grade() {
        return Complexity.Grade.of(complexity);
    }
}
