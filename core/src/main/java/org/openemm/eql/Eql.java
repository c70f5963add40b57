package org.openemm.eql;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.openemm.eql.grammar.EqlParser;

/**
 * The language of target groups: translates the text of a rule to SQL.
 *
 * <p>Steps: grammar (Eql.g4), {@code EqlReader} (names, types), {@code Negation} (NOT moved to the
 * single conditions), {@code SqlWriter}. The result is safe to store and to embed.
 */
public final class Eql {
    /** Size of dyn_target_tbl.target_sql in bytes. */
    private static final int MAX_SQL_BYTES = 65_535;

    private Eql() {}

    /**
     * @param text rule; empty means everybody
     * @throws EqlError with line, column, word and advice
     */
    public static Translation translate(String text, EqlContext context) {
        EqlParser.TargetContext tree = EqlSyntax.parse(text, context);
        References references = new References();
        Condition condition = new EqlReader(context, references).read(tree);
        Condition simple = Negation.pushDown(condition);
        String sql = new SqlWriter(context.companyId()).write(simple);
        int bytes = sql.getBytes(StandardCharsets.UTF_8).length;
        if (bytes > MAX_SQL_BYTES) {
            throw new EqlError(
                    new EqlProblem(
                            EqlProblem.TOO_LONG,
                            new Place(1, 0, ""),
                            List.of(bytes, MAX_SQL_BYTES),
                            Optional.empty()));
        }
        Remarks.add(simple, context, references);
        return new Translation(
                sql,
                Set.copyOf(references.fields()),
                Set.copyOf(references.mailings()),
                Set.copyOf(references.links()),
                !references.mailings().isEmpty(),
                Complexity.of(simple, references.fields()),
                List.copyOf(references.warnings()));
    }
}
