package org.openemm.rest;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.openemm.Core;
import org.openemm.account.Actor;
import org.openemm.database.Database;
import org.openemm.database.Transaction;
import org.openemm.mailinglist.Mailinglist;
import org.openemm.mailinglist.Mailinglists;
import org.openemm.recipient.Binding;
import org.openemm.recipient.BindingStatus;
import org.openemm.recipient.Bindings;
import org.openemm.recipient.UserType;

/** Who is on which list: for many recipients and lists at once, all or nothing. */
final class BulkBindings {
    private static final int MAX_CUSTOMERS = 1_000;

    private final Database database;
    private final Bindings bindings;
    private final Mailinglists lists;
    private final RecipientKeys keys;

    BulkBindings(Core core) {
        database = core.database();
        bindings = core.bindings();
        lists = core.mailinglists();
        keys = new RecipientKeys(core.recipients());
    }

    /** Those that are there already stay as they are. */
    Object create(Call call) {
        Wish wish = wish(call, true);
        int created =
                database.inTransaction(
                        tx -> {
                            int number = 0;
                            for (Place place : wish.places()) {
                                if (old(tx, call.actor(), place).isEmpty()) {
                                    set(tx, call.actor(), wish, place, Optional.empty());
                                    number++;
                                }
                            }
                            return number;
                        });
        return created + " binding entries created";
    }

    Object put(Call call) {
        Wish wish = wish(call, true);
        return database.inTransaction(
                tx -> {
                    int created = 0;
                    int changed = 0;
                    for (Place place : wish.places()) {
                        Optional<Binding> old = old(tx, call.actor(), place);
                        set(tx, call.actor(), wish, place, old);
                        if (old.isPresent()) {
                            changed++;
                        } else {
                            created++;
                        }
                    }
                    List<String> said = new ArrayList<>();
                    if (created > 0) {
                        said.add(created + " binding entries created.");
                    }
                    if (changed > 0) {
                        said.add(changed + " binding entries changed.");
                    }
                    return String.join(" ", said);
                });
    }

    Object delete(Call call) {
        Wish wish = wish(call, false);
        int deleted =
                database.inTransaction(
                        tx -> {
                            int number = 0;
                            for (Place place : wish.places()) {
                                if (old(tx, call.actor(), place).isPresent()) {
                                    bindings.delete(
                                            tx,
                                            call.actor(),
                                            place.customer(),
                                            place.list(),
                                            Binding.EMAIL);
                                    number++;
                                }
                            }
                            return number;
                        });
        return deleted + " binding entries deleted";
    }

    private record Place(long customer, int list) {}

    /**
     * @param status null for a deletion
     */
    private record Wish(BindingStatus status, Set<Place> places) {}

    private Wish wish(Call call, boolean withStatus) {
        call.describe("BULK");
        Fields fields =
                call.fields(
                                withStatus
                                        ? Set.of("mailinglists", "status", "customers")
                                        : Set.of("mailinglists", "customers"))
                        .orElseThrow(
                                withStatus
                                        ? Refusal::missingBody
                                        : () -> Refusal.bad("Missing request body data"));
        List<JsonNode> wantedLists = items(fields, "mailinglists");
        List<JsonNode> customers = items(fields, "customers");
        boolean empty = wantedLists.isEmpty() || customers.isEmpty();
        if (empty
                || customers.size() > MAX_CUSTOMERS
                || withStatus && fields.node("status").isEmpty()) {
            throw Refusal.noData();
        }
        BindingStatus status = withStatus ? StatusWords.read(fields.node("status").get()) : null;
        Set<Integer> ids = lists(call.actor(), wantedLists);
        Set<Place> places = new LinkedHashSet<>();
        for (JsonNode customer : customers) {
            List<Long> found = keys.all(call.actor(), customer);
            if (found.isEmpty() && customer.isIntegralNumber()) {
                throw Refusal.bad("Unknown recipient: " + Fields.shown(customer.asText()));
            }
            found.forEach(id -> ids.forEach(list -> places.add(new Place(id, list))));
        }
        return new Wish(status, places);
    }

    private static List<JsonNode> items(Fields fields, String name) {
        List<JsonNode> items = new ArrayList<>();
        fields.node(name)
                .ifPresent(
                        node -> {
                            if (!node.isArray()) {
                                throw Refusal.bad(
                                        "Invalid data type for property '"
                                                + name
                                                + "': Array expected");
                            }
                            node.forEach(items::add);
                        });
        return items;
    }

    private Set<Integer> lists(Actor actor, List<JsonNode> wanted) {
        Set<Integer> known =
                lists.all(actor).stream().map(Mailinglist::id).collect(Collectors.toSet());
        Set<Integer> ids = new LinkedHashSet<>();
        for (JsonNode node : wanted) {
            if (!node.isIntegralNumber()
                    || !node.canConvertToInt()
                    || !known.contains(node.intValue())) {
                throw Refusal.bad("Invalid mailinglist: '" + Fields.shown(node.toString()) + "'");
            }
            ids.add(node.intValue());
        }
        return ids;
    }

    private Optional<Binding> old(Transaction tx, Actor actor, Place place) {
        return bindings.find(
                tx,
                Grants.with(actor, "recipient.show"),
                place.customer(),
                place.list(),
                Binding.EMAIL);
    }

    private void set(Transaction tx, Actor actor, Wish wish, Place place, Optional<Binding> old) {
        bindings.set(
                tx,
                actor,
                Binding.of(
                        place.customer(),
                        place.list(),
                        old.map(Binding::userType).orElse(UserType.WORLD),
                        wish.status(),
                        StatusWords.of(wish.status()) + " by Admin via Restful API"));
    }
}
