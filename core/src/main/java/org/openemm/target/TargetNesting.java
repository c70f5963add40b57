package org.openemm.target;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.openemm.InvalidInput;
import org.openemm.database.Transaction;
import org.openemm.eql.Eql;
import org.openemm.eql.EqlContext;
import org.openemm.eql.EqlError;
import org.openemm.eql.Translation;
import org.openemm.profilefield.ProfileFields;

/**
 * Groups that contain other groups. The SQL of a group has the SQL of those it contains in it, so
 * that sending needs to read one group only; whoever changes a group changes those around it in the
 * same transaction.
 */
final class TargetNesting {
    private final ProfileFields fields;
    private final TargetRules rules;
    private final Grading grading;

    TargetNesting(ProfileFields fields, TargetRules rules, Grading grading) {
        this.fields = fields;
        this.rules = rules;
        this.grading = grading;
    }

    /** Index of a rule as it is stored with a group. */
    interface Grading {
        int of(Transaction tx, int companyId, Translation rule);
    }

    private record Around(int id, String name, String eql, boolean deleted) {}

    /**
     * Rules of a company are changed one after the other: two that get to contain each other at the
     * same moment would not notice.
     */
    void lock(Transaction tx, int companyId) {
        tx.sql()
                .createQuery(
                        "SELECT company_id FROM company_tbl WHERE company_id = :company FOR UPDATE")
                .bind("company", companyId)
                .mapTo(int.class)
                .findOne();
    }

    /** Whether a group is, or contains, another one. */
    static boolean leadsTo(Transaction tx, int companyId, int from, int wanted) {
        Set<Integer> seen = new HashSet<>();
        Deque<Integer> open = new ArrayDeque<>(List.of(from));
        while (!open.isEmpty()) {
            int id = open.pop();
            if (id == wanted) {
                return true;
            }
            if (seen.add(id)) {
                open.addAll(neighbours(tx, companyId, id, "target_ref", "group_ref"));
            }
        }
        return false;
    }

    /**
     * Translates all groups anew that contain a changed one, the inner ones first.
     *
     * @throws InvalidInput field {@code eql}: one of them could no longer be used where it is
     */
    void translateAround(Transaction tx, int companyId, int id) {
        List<Integer> order = new ArrayList<>();
        collect(tx, companyId, id, new HashSet<>(), order);
        for (int i = order.size() - 2; i >= 0; i--) {
            translate(tx, companyId, find(tx, companyId, order.get(i)));
        }
    }

    /** Each group behind all that contain it; the changed one is the last. */
    private static void collect(
            Transaction tx, int companyId, int id, Set<Integer> seen, List<Integer> order) {
        if (seen.add(id)) {
            for (int around : neighbours(tx, companyId, id, "group_ref", "target_ref")) {
                collect(tx, companyId, around, seen, order);
            }
            order.add(id);
        }
    }

    private void translate(Transaction tx, int companyId, Around group) {
        EqlContext context =
                new CompanyContext(tx, companyId, fields.of(tx, companyId), list -> true, group.id);
        try {
            Translation rule = Eql.translate(group.eql, context);
            if (rule.usesBehaviour() && !group.deleted) {
                checkContent(tx, companyId, group);
            }
            store(tx, companyId, group, rule);
        } catch (EqlError error) {
            if (!group.deleted) {
                throw new InvalidInput("eql", "error.target.nested", group.name);
            }
            tx.sql()
                    .createUpdate("UPDATE dyn_target_tbl SET invalid = 1 WHERE target_id = :id")
                    .bind("id", group.id)
                    .execute();
        }
    }

    private void checkContent(Transaction tx, int companyId, Around group) {
        try {
            rules.checkNoContentUses(tx, companyId, group.id);
        } catch (InvalidInput used) {
            throw new InvalidInput(
                    "eql",
                    "error.target.nested.content",
                    group.name,
                    used.problems().get(0).arguments().get(0));
        }
    }

    private void store(Transaction tx, int companyId, Around group, Translation rule) {
        tx.sql()
                .createUpdate(
                        """
                        UPDATE dyn_target_tbl SET target_sql = :sql, component_hide = :hide, complexity = :complexity
                         WHERE target_id = :id AND company_id = :company
                        """)
                .bind("sql", rule.sql())
                .bind("hide", rule.usesBehaviour() ? 1 : 0)
                .bind("complexity", grading.of(tx, companyId, rule))
                .bind("id", group.id)
                .bind("company", companyId)
                .execute();
    }

    private static Around find(Transaction tx, int companyId, int id) {
        return tx.sql()
                .createQuery(
                        """
                        SELECT target_shortname, COALESCE(eql, '') AS eql, deleted FROM dyn_target_tbl
                         WHERE target_id = :id AND company_id = :company
                        """)
                .bind("id", id)
                .bind("company", companyId)
                .map(
                        (row, context) ->
                                new Around(
                                        id,
                                        row.getString("target_shortname"),
                                        row.getString("eql"),
                                        row.getInt("deleted") != 0))
                .one();
    }

    private static List<Integer> neighbours(
            Transaction tx, int companyId, int id, String from, String to) {
        return tx.sql()
                .createQuery(
                        """
                        SELECT <to> FROM target_ref_target_tbl WHERE <from> = :id AND company_ref = :company
                        """)
                .define("from", from)
                .define("to", to)
                .bind("id", id)
                .bind("company", companyId)
                .mapTo(Integer.class)
                .list();
    }
}
