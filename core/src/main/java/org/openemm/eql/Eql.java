package org.openemm.eql;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * The language of target groups: from the text of a rule to what it means, and on to SQL.
 *
 * <p>Steps: grammar (Eql.g4), {@code EqlReader} (names, types), {@code Negation} (NOT moved to the
 * single conditions), {@code SqlWriter}. The result is safe to store and to embed.
 */
public final class Eql {
    /** Size of dyn_target_tbl.target_sql in bytes. */
    private static final int MAX_SQL_BYTES = 65_535;

    private Eql() {}

    /**
     * Reads a rule: resolves names, checks types and everything it refers to.
     *
     * @param text rule; empty means everybody
     * @throws EqlError with line, column, word and advice
     */
    public static EqlRule read(String text, EqlContext context) {
        RuleText rule = new RuleText(text);
        References references = new References();
        Condition condition =
                new EqlReader(rule, context, references).read(EqlSyntax.parse(rule, context));
        Remarks.add(Negation.pushDown(condition), rule, context, references);
        return new EqlRule(
                text,
                context.companyId(),
                condition,
                Set.copyOf(references.fields()),
                Set.copyOf(references.mailings()),
                Set.copyOf(references.links()),
                Set.copyOf(references.mailinglists()),
                Set.copyOf(references.groups()),
                references.usesBehaviour(),
                List.copyOf(references.warnings()));
    }

    /**
     * @param text rule; empty means everybody
     * @throws EqlError with line, column, word and advice
     */
    public static Translation translate(String text, EqlContext context) {
        return translate(read(text, context));
    }

    /**
     * @throws EqlError the SQL would not fit into its column
     */
    public static Translation translate(EqlRule rule) {
        Condition simple = Negation.pushDown(rule.condition());
        String sql = new SqlWriter(rule.companyId(), false).write(simple);
        int bytes = sql.getBytes(StandardCharsets.UTF_8).length;
        if (bytes > MAX_SQL_BYTES) {
            throw new EqlError(
                    new EqlProblem(
                            EqlProblem.TOO_LONG,
                            new RuleText(rule.text()).start(),
                            List.of(bytes, MAX_SQL_BYTES),
                            Optional.empty()));
        }
        return new Translation(
                sql,
                rule.fields(),
                rule.mailings(),
                rule.links(),
                rule.mailinglists(),
                rule.groups(),
                rule.usesBehaviour(),
                Complexity.of(simple, rule.fields()),
                rule.warnings());
    }

    /**
     * SQL of a rule or of any part of one on the recipient table under the alias {@code cust}. Its
     * value is 1 where the condition holds, 0 where it does not, NULL where it is unknown.
     *
     * <p>A part of {@code NOT (...)} is given as it stands; the whole NOT has a meaning of its own:
     * "did not open" holds only for recipients who got the mailing and may be tracked, so it can be
     * 0 together with "opened".
     *
     * @param part of a rule that was read for the company
     */
    public static String sql(Condition part, int companyId) {
        return new SqlWriter(companyId, true).write(Negation.pushDown(part));
    }
}
