package org.openemm.recipient;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.openemm.InvalidInput;
import org.openemm.NotFound;
import org.openemm.account.Actor;
import org.openemm.database.Database;
import org.openemm.database.Transaction;
import org.openemm.profilefield.ProfileFieldCatalog;
import org.openemm.profilefield.ProfileFields;

/** Saves what one page shows of a recipient, values and bindings, all or nothing. */
public final class RecipientEditor {
    private final Database database;
    private final Recipients recipients;
    private final Bindings bindings;
    private final ProfileFields fields;
    private final RecipientStore store = new RecipientStore();

    public RecipientEditor(
            Database database, Recipients recipients, Bindings bindings, ProfileFields fields) {
        this.fields = fields;
        this.database = database;
        this.recipients = recipients;
        this.bindings = bindings;
    }

    /**
     * What somebody wants the recipient to be in a mailing list.
     *
     * @param remark blank keeps the one that is there
     */
    public record Wish(int mailinglistId, BindingStatus status, UserType userType, String remark) {}

    /**
     * @param id 0 for a new recipient
     * @param wishes lists that are not among them stay as they are
     * @return customer id
     */
    public long save(Actor actor, long id, Map<String, String> values, List<Wish> wishes) {
        return save(actor, id, "", values, wishes);
    }

    /**
     * As {@link #save(Actor, long, Map, List)}, unless somebody else has changed the recipient.
     *
     * @param version what {@link #version} said of the recipient that the page showed; empty to
     *     save in any case
     * @throws InvalidInput {@code recipient.edit.stale} when it says something else now
     */
    public long save(
            Actor actor, long id, String version, Map<String, String> values, List<Wish> wishes) {
        return database.inTransaction(
                tx -> {
                    long saved = id;
                    if (id != 0 && !version.isEmpty() && !version.equals(version(tx, actor, id))) {
                        throw new InvalidInput("", "recipient.edit.stale");
                    }
                    if (id == 0) {
                        saved = recipients.create(tx, actor, values, 0);
                    } else {
                        recipients.update(tx, actor, id, values, 0);
                    }
                    for (Wish wish : wishes) {
                        apply(tx, actor, saved, wish);
                    }
                    return saved;
                });
    }

    /** What stands with a change of a binding: somebody always stands behind it. */
    public static String remark(Actor actor, String given) {
        return given.isBlank() ? "Set by " + actor.name() : given;
    }

    /** A binding that is as wished keeps its date and its history. */
    private void apply(Transaction tx, Actor actor, long id, Wish wish) {
        Optional<Binding> old = bindings.find(tx, actor, id, wish.mailinglistId(), Binding.EMAIL);
        boolean same =
                old.filter(binding -> binding.status() == wish.status())
                        .filter(binding -> binding.userType() == wish.userType())
                        .filter(
                                binding ->
                                        wish.remark().isBlank()
                                                || binding.remark().equals(wish.remark()))
                        .isPresent();
        if (!same) {
            boolean moved = old.filter(b -> b.status() == wish.status()).isEmpty();
            String remark =
                    wish.remark().isBlank() && !moved
                            ? old.map(Binding::remark).orElse("")
                            : remark(actor, wish.remark());
            bindings.set(
                    tx,
                    actor,
                    Binding.of(id, wish.mailinglistId(), wish.userType(), wish.status(), remark));
        }
    }

    /** What {@link #version(Recipient, ProfileFieldCatalog)} says now; locks the recipient. */
    private String version(Transaction tx, Actor actor, long id) {
        if (store.lock(tx, actor, id).isEmpty()) {
            throw new NotFound("recipient", id);
        }
        return version(
                recipients.find(tx, actor, id).orElseThrow(() -> new NotFound("recipient", id)),
                fields.of(tx, actor));
    }

    /**
     * Stands for what can be edited of a recipient: another text once anything of it was changed.
     *
     * @param catalog as its user sees it
     */
    public static String version(Recipient recipient, ProfileFieldCatalog catalog) {
        Map<String, Object> values = new TreeMap<>();
        catalog.editable()
                .forEach(
                        field ->
                                values.put(field.column(), recipient.values().get(field.column())));
        return Integer.toHexString(values.toString().hashCode());
    }
}
