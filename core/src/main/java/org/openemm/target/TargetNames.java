package org.openemm.target;

import java.util.Optional;
import org.openemm.database.Transaction;
import org.openemm.eql.EqlIds;

/** What the numbers in rules are called in a company, and which number a name has there. */
final class TargetNames {
    private final Transaction tx;
    private final int companyId;

    TargetNames(Transaction tx, int companyId) {
        this.tx = tx;
        this.companyId = companyId;
    }

    /** The name of a mailing, list or group, the address of a link. */
    Optional<String> name(EqlIds.Id id) {
        String sql =
                switch (id.kind()) {
                    case MAILING ->
                            "SELECT shortname FROM mailing_tbl WHERE mailing_id = :id AND"
                                    + " company_id = :company AND deleted = 0";
                    case LINK ->
                            "SELECT full_url FROM rdir_url_tbl WHERE url_id = :id AND mailing_id ="
                                    + " :mailing AND company_id = :company";
                    case MAILINGLIST ->
                            "SELECT shortname FROM mailinglist_tbl WHERE mailinglist_id = :id AND"
                                    + " company_id = :company AND deleted = 0";
                    case TARGET ->
                            "SELECT target_shortname FROM dyn_target_tbl WHERE target_id = :id AND"
                                    + " company_id = :company AND deleted = 0";
                };
        var query = tx.sql().createQuery(sql).bind("id", id.id()).bind("company", companyId);
        if (id.kind() == EqlIds.Kind.LINK) {
            query.bind("mailing", id.mailing());
        }
        return query.mapTo(String.class).findOne();
    }

    /**
     * The newest one with that name.
     *
     * @param mailing of a link, as it is here
     */
    Optional<Integer> id(EqlIds.Kind kind, String name, int mailing) {
        String sql =
                switch (kind) {
                    case MAILING ->
                            "SELECT MAX(mailing_id) FROM mailing_tbl WHERE shortname = :name AND"
                                    + " company_id = :company AND deleted = 0 AND"
                                    + " COALESCE(is_template, 0) = 0";
                    case LINK ->
                            "SELECT MAX(url_id) FROM rdir_url_tbl WHERE full_url = :name AND"
                                    + " mailing_id = :mailing AND company_id = :company AND deleted"
                                    + " = 0";
                    case MAILINGLIST ->
                            "SELECT MAX(mailinglist_id) FROM mailinglist_tbl WHERE shortname ="
                                    + " :name AND company_id = :company AND deleted = 0";
                    case TARGET ->
                            "SELECT MAX(target_id) FROM dyn_target_tbl WHERE target_shortname ="
                                    + " :name AND company_id = :company AND deleted = 0 AND"
                                    + " COALESCE(hidden, 0) = 0";
                };
        var query = tx.sql().createQuery(sql).bind("name", name).bind("company", companyId);
        if (kind == EqlIds.Kind.LINK) {
            query.bind("mailing", mailing);
        }
        return query.mapTo(Integer.class).findOne().filter(id -> id != 0);
    }
}
