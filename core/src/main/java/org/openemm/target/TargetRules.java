package org.openemm.target;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.openemm.InvalidInput;
import org.openemm.account.Actor;
import org.openemm.database.Transaction;
import org.openemm.eql.Eql;
import org.openemm.eql.EqlContext;
import org.openemm.eql.EqlError;
import org.openemm.eql.Translation;

/** What a target group must be like to be saved. */
final class TargetRules {
    private static final int MIN_NAME = 3;
    private static final int MAX_NAME = 100;
    private static final int MAX_DESCRIPTION = 10_000;
    private static final int MAX_USES = 1000;

    /** Names that the product shows for other things. */
    private static final List<String> RESERVED =
            List.of("blacklist", "alle empfänger", "all recipients");

    private final TargetStore store;
    private final TargetUses uses;

    TargetRules(TargetStore store, TargetUses uses) {
        this.store = store;
        this.uses = uses;
    }

    /**
     * @param old the group as it is; empty for a new one
     * @return the rule in SQL
     * @throws InvalidInput with everything that is wrong
     */
    Translation check(Transaction tx, TargetDraft draft, Optional<Target> old, EqlContext context) {
        old.ifPresent(this::checkUnlocked);
        List<InvalidInput.Problem> problems = new ArrayList<>();
        nameProblem(tx, context.companyId(), draft).ifPresent(problems::add);
        if (draft.description().length() > MAX_DESCRIPTION) {
            problems.add(
                    new InvalidInput.Problem(
                            "description", "error.target.description.long", MAX_DESCRIPTION));
        }
        Translation rule = null;
        try {
            rule = Eql.translate(draft.eql(), context);
        } catch (EqlError error) {
            problems.addAll(error.problem().asInvalidInput("eql").problems());
        }
        if (!problems.isEmpty()) {
            throw new InvalidInput(problems);
        }
        if (old.isPresent() && rule.usesBehaviour()) {
            checkNoContentUses(tx, context.companyId(), draft.id());
        }
        return rule;
    }

    void checkUnlocked(Target target) {
        if (target.locked()) {
            throw new InvalidInput("", "error.target.locked", target.name());
        }
    }

    /** Of two people who edit a group the second one learns of the first. */
    void checkVersion(Target stored, TargetDraft draft, String version) {
        checkUnlocked(stored);
        boolean changed = !version.isEmpty() && !version.equals(stored.version());
        if (changed && !stored.draft().equals(draft)) {
            throw new TargetChanged(stored);
        }
    }

    /** Whoever is limited himself must not move limits, his own or those of others. */
    void checkAccess(Actor actor, Target target) {
        if (target.limiting() && !actor.limit().isNone()) {
            throw new InvalidInput("", "error.target.limit.group", target.name());
        }
    }

    void checkNameIsFree(Transaction tx, int companyId, String name, int id) {
        if (store.nameIsTaken(tx, companyId, name, id)) {
            throw new InvalidInput("name", "error.target.namealreadyexists", name);
        }
    }

    private Optional<InvalidInput.Problem> nameProblem(
            Transaction tx, int companyId, TargetDraft draft) {
        String name = draft.name();
        if (name.isEmpty()) {
            return Optional.of(new InvalidInput.Problem("name", "error.name.is.empty"));
        }
        if (name.codePointCount(0, name.length()) < MIN_NAME) {
            return Optional.of(
                    new InvalidInput.Problem("name", "error.target.name.short", MIN_NAME));
        }
        if (name.codePointCount(0, name.length()) > MAX_NAME) {
            return Optional.of(
                    new InvalidInput.Problem("name", "error.target.name.long", MAX_NAME));
        }
        if (RESERVED.contains(name.toLowerCase(Locale.ROOT))) {
            return Optional.of(
                    new InvalidInput.Problem("name", "error.target.namenotallowed", name));
        }
        return store.nameIsTaken(tx, companyId, name, draft.id())
                ? Optional.of(
                        new InvalidInput.Problem("name", "error.target.namealreadyexists", name))
                : Optional.empty();
    }

    /** Blocks are chosen while mails are written, without looking into the tracking tables. */
    void checkNoContentUses(Transaction tx, int companyId, int targetId) {
        List<TargetUse> content =
                uses.of(tx, companyId, targetId, MAX_USES).stream()
                        .filter(
                                use ->
                                        use.kind() == TargetUse.Kind.CONTENT
                                                || use.kind() == TargetUse.Kind.COMPONENT)
                        .toList();
        if (!content.isEmpty()) {
            throw new InvalidInput("eql", "error.target.content", TargetUses.named(content));
        }
    }
}
