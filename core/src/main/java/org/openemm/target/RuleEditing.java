package org.openemm.target;

import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.openemm.account.Actor;
import org.openemm.database.Database;
import org.openemm.database.Transaction;
import org.openemm.eql.Correction;
import org.openemm.eql.Eql;
import org.openemm.eql.EqlContext;
import org.openemm.eql.EqlError;
import org.openemm.eql.EqlProblem;
import org.openemm.eql.EqlRule;
import org.openemm.eql.rules.RulesError;
import org.openemm.eql.rules.Shown;
import org.openemm.eql.rules.VisualRules;
import org.openemm.eql.rules.Written;
import org.openemm.eql.sentence.Names;
import org.openemm.profilefield.ProfileFieldCatalog;
import org.openemm.profilefield.ProfileFields;

/** The two forms of a rule, text and visual, while somebody edits it. Thread-safe. */
public final class RuleEditing {
    private static final String MAILINGS =
            """
            SELECT mailing_id AS id, shortname AS name FROM mailing_tbl
             WHERE company_id = :company AND mailing_id IN (<ids>)
            """;

    private static final String LINKS =
            """
            SELECT url_id AS id, COALESCE(NULLIF(shortname, ''), full_url) AS name
              FROM rdir_url_tbl WHERE company_id = :company AND url_id IN (<ids>)
            """;

    private static final String MAILINGLISTS =
            """
            SELECT mailinglist_id AS id, shortname AS name FROM mailinglist_tbl
             WHERE company_id = :company AND mailinglist_id IN (<ids>)
            """;

    private static final String GROUPS =
            """
            SELECT target_id AS id, target_shortname AS name FROM dyn_target_tbl
             WHERE company_id = :company AND target_id IN (<ids>)
            """;

    private final Database database;
    private final ProfileFields profileFields;

    public RuleEditing(Database database, ProfileFields profileFields) {
        this.database = database;
        this.profileFields = profileFields;
    }

    /** Fields that a rule of this person can use. */
    public ProfileFieldCatalog fields(Actor actor) {
        return profileFields.of(actor);
    }

    /** Whether it is recorded who received what, which rules about receipt need. */
    public boolean knowsReceipt(Actor actor) {
        return database.inTransaction(tx -> context(tx, actor, 0).tracksMails());
    }

    /**
     * A text as the editors see it; a wrong one has a problem.
     *
     * @param targetId group the rule is for, which it cannot contain; 0 for a new one
     */
    public RuleReading read(Actor actor, String text, int targetId) {
        return database.inTransaction(
                tx -> read(tx, context(tx, actor, targetId), text, Optional.empty()));
    }

    /**
     * The rule of the builder as text.
     *
     * @param json as reference of the builder has it
     * @param targetId group the rule is for; 0 for a new one
     * @throws RulesError naming the part that means nothing
     */
    public RuleReading write(Actor actor, String json, int targetId) {
        return database.inTransaction(
                tx -> {
                    EqlContext context = context(tx, actor, targetId);
                    Written written = VisualRules.toText(json, context);
                    return read(tx, context, written.text(), Optional.of(written));
                });
    }

    private static RuleReading read(
            Transaction tx, EqlContext context, String text, Optional<Written> written) {
        EqlRule rule;
        try {
            rule = Eql.read(text, context);
            Eql.translate(rule);
        } catch (EqlError error) {
            return wrong(context, text, written, error.problem());
        }
        Shown shown = VisualRules.toRules(rule);
        return new RuleReading(
                text,
                written,
                Optional.empty(),
                Optional.empty(),
                Optional.of(rule),
                shown.rules(),
                shown.reason(),
                names(tx, rule));
    }

    private static RuleReading wrong(
            EqlContext context, String text, Optional<Written> written, EqlProblem problem) {
        return new RuleReading(
                text,
                written,
                Optional.of(problem),
                Correction.of(text, context),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                new Names(Map.of(), Map.of(), Map.of(), Map.of()));
    }

    private static Names names(Transaction tx, EqlRule rule) {
        int company = rule.companyId();
        return new Names(
                names(tx, company, rule.mailings(), MAILINGS),
                names(tx, company, rule.links(), LINKS),
                names(tx, company, rule.mailinglists(), MAILINGLISTS),
                names(tx, company, rule.groups(), GROUPS));
    }

    private static Map<Integer, String> names(
            Transaction tx, int companyId, Set<Integer> ids, String select) {
        if (ids.isEmpty()) {
            return Map.of();
        }
        return tx
                .sql()
                .createQuery(select)
                .bindList("ids", ids)
                .bind("company", companyId)
                .map((row, context) -> Map.entry(row.getInt("id"), row.getString("name")))
                .list()
                .stream()
                .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
    }

    private CompanyContext context(Transaction tx, Actor actor, int targetId) {
        return CompanyContext.of(tx, actor, profileFields.of(tx, actor), targetId);
    }
}
