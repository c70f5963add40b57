package org.openemm.target;

import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.IntPredicate;
import java.util.stream.Collectors;
import org.openemm.account.Actor;
import org.openemm.database.Transaction;
import org.openemm.eql.Complexity;
import org.openemm.eql.Eql;
import org.openemm.eql.EqlContext;
import org.openemm.eql.EqlError;
import org.openemm.eql.EqlField;
import org.openemm.eql.EqlGroup;
import org.openemm.eql.ValueType;
import org.openemm.profilefield.DataType;
import org.openemm.profilefield.ProfileField;
import org.openemm.profilefield.ProfileFieldCatalog;

/** Fields, mailings and links of a company as they are in the database. */
final class CompanyContext implements EqlContext {
    private final Transaction tx;
    private final int companyId;
    private final List<EqlField> fields;
    private final Map<String, EqlField> byName;
    private final IntPredicate lists;
    private final int targetId;
    private final Map<Integer, Optional<EqlGroup>> groups = new HashMap<>();

    /** What an actor may refer to: hidden fields and closed lists are unknown to him. */
    static CompanyContext of(
            Transaction tx, Actor actor, ProfileFieldCatalog catalog, int targetId) {
        return new CompanyContext(tx, actor.companyId(), catalog, actor::usesList, targetId);
    }

    /**
     * @param lists which mailing lists may be asked for, by id
     * @param targetId group the rule is for; 0 for a new one or none
     */
    CompanyContext(
            Transaction tx,
            int companyId,
            ProfileFieldCatalog catalog,
            IntPredicate lists,
            int targetId) {
        this.tx = tx;
        this.companyId = companyId;
        this.lists = lists;
        this.targetId = targetId;
        fields = catalog.all().stream().map(CompanyContext::field).toList();
        byName =
                fields.stream()
                        .collect(
                                Collectors.toMap(
                                        field -> key(field.name()),
                                        Function.identity(),
                                        (first, second) -> first));
    }

    private static EqlField field(ProfileField field) {
        return new EqlField(
                field.column(), field.name(), type(field.type()), field.type() == DataType.INTEGER);
    }

    private static ValueType type(DataType type) {
        return switch (type) {
            case INTEGER, FLOAT -> ValueType.NUMERIC;
            case VARCHAR, TEXT -> ValueType.TEXT;
            case DATE, DATETIME -> ValueType.DATE;
        };
    }

    private static String key(String name) {
        return name.toLowerCase(Locale.ROOT);
    }

    @Override
    public int companyId() {
        return companyId;
    }

    @Override
    public Optional<EqlField> field(String name) {
        return Optional.ofNullable(byName.get(key(name)));
    }

    @Override
    public List<EqlField> fields() {
        return fields;
    }

    @Override
    public Optional<Integer> mailingType(int mailingId) {
        return tx.sql()
                .createQuery(
                        """
                        SELECT mailing_type FROM mailing_tbl
                         WHERE mailing_id = :mailing AND company_id = :company
                        """)
                .bind("mailing", mailingId)
                .bind("company", companyId)
                .mapTo(Integer.class)
                .findOne();
    }

    @Override
    public boolean hasLink(int mailingId, int linkId) {
        return tx.sql()
                        .createQuery(
                                """
                                SELECT COUNT(*) FROM rdir_url_tbl
                                 WHERE url_id = :link AND mailing_id = :mailing
                                   AND company_id = :company
                                """)
                        .bind("link", linkId)
                        .bind("mailing", mailingId)
                        .bind("company", companyId)
                        .mapTo(int.class)
                        .one()
                > 0;
    }

    @Override
    public boolean hasMailinglist(int mailinglistId) {
        return lists.test(mailinglistId)
                && tx.sql()
                        .createQuery(
                                """
                                SELECT COUNT(*) > 0 FROM mailinglist_tbl
                                 WHERE mailinglist_id = :list AND company_id = :company AND deleted = 0
                                """)
                        .bind("list", mailinglistId)
                        .bind("company", companyId)
                        .mapTo(boolean.class)
                        .one();
    }

    @Override
    public Optional<EqlGroup> group(int id) {
        Optional<EqlGroup> group = groups.get(id);
        if (group == null) {
            group = find(id);
            groups.put(id, group);
        }
        return group;
    }

    private Optional<EqlGroup> find(int id) {
        boolean circular = TargetNesting.leadsTo(tx, companyId, id, targetId);
        return tx.sql()
                .createQuery(
                        """
                        SELECT target_shortname, COALESCE(eql, '') AS eql, COALESCE(target_sql, '') AS target_sql,
                               COALESCE(invalid, 0) AS invalid, COALESCE(component_hide, 0) AS hide
                          FROM dyn_target_tbl
                         WHERE target_id = :id AND company_id = :company AND deleted = 0
                           AND COALESCE(hidden, 0) = 0
                        """)
                .bind("id", id)
                .bind("company", companyId)
                .map(
                        (row, context) ->
                                new EqlGroup(
                                        id,
                                        row.getString("target_shortname"),
                                        row.getString("target_sql"),
                                        row.getInt("invalid") == 0
                                                && !row.getString("target_sql").isBlank(),
                                        circular,
                                        row.getInt("hide") != 0,
                                        circular
                                                ? Complexity.NONE
                                                : complexity(row.getString("eql"))))
                .findOne();
    }

    /**
     * Of a contained group. Its rule may use what the one who writes this rule does not see; then
     * its points are not counted.
     */
    private Complexity complexity(String eql) {
        try {
            return Eql.translate(eql, this).complexity();
        } catch (EqlError e) {
            return Complexity.NONE;
        }
    }

    @Override
    public boolean tracksMails() {
        return tx.sql()
                .createQuery("SELECT mailtracking = 1 FROM company_tbl WHERE company_id = :company")
                .bind("company", companyId)
                .mapTo(boolean.class)
                .findOne()
                .orElse(false);
    }
}
