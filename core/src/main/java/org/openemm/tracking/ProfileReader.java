package org.openemm.tracking;

import java.util.Optional;
import org.openemm.database.Database;
import org.openemm.profilefield.ProfileField;
import org.openemm.profilefield.ProfileFields;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Reads single values of a recipient's profile for the target of a link. */
final class ProfileReader {
    private static final Logger LOG = LoggerFactory.getLogger(ProfileReader.class);
    private final Database database;
    private final ProfileFields fields;

    ProfileReader(Database database, ProfileFields fields) {
        this.database = database;
        this.fields = fields;
    }

    /**
     * The value as text; empty for an unknown field, an unknown recipient, NULL, or while the
     * database is away.
     */
    Optional<String> value(int companyId, long customerId, String field) {
        try {
            return database.inTransaction(
                    tx ->
                            fields.of(tx, companyId)
                                    .find(field)
                                    .map(ProfileField::column)
                                    .flatMap(
                                            column ->
                                                    tx.sql()
                                                            .createQuery(
                                                                    "SELECT `<column>` FROM"
                                                                        + " customer_<company>_tbl"
                                                                        + " WHERE customer_id ="
                                                                        + " :customer")
                                                            .define("column", column)
                                                            .define("company", companyId)
                                                            .bind("customer", customerId)
                                                            .map(
                                                                    (row, context) ->
                                                                            Optional.ofNullable(
                                                                                    row.getString(
                                                                                            1)))
                                                            .findOne()
                                                            .flatMap(value -> value)));
        } catch (RuntimeException e) {
            LOG.warn("Profile field {} is left empty in a link: {}", field, e.getMessage());
            return Optional.empty();
        }
    }
}
