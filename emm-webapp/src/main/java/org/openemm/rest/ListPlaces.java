package org.openemm.rest;

import java.util.List;
import java.util.Optional;
import org.openemm.account.Actor;
import org.openemm.database.Transaction;
import org.openemm.mailinglist.Mailinglists;
import org.openemm.recipient.Binding;
import org.openemm.recipient.BindingStatus;
import org.openemm.recipient.Bindings;
import org.openemm.recipient.UserType;

/** Puts recipients on the list that the address of a call names. */
final class ListPlaces {
    private final Bindings bindings;
    private final Mailinglists lists;

    ListPlaces(Bindings bindings, Mailinglists lists) {
        this.bindings = bindings;
        this.lists = lists;
    }

    /**
     * What the address says.
     *
     * @param list 0: on every list where they are already
     * @param tester gets test mailings, too
     */
    record Place(int list, BindingStatus status, boolean tester) {}

    /**
     * Empty when the address names no list.
     *
     * @throws Refusal an unknown list, status or medium
     */
    Optional<Place> of(Call call, boolean many) {
        Query query = call.query();
        query.text("mediaType")
                .filter(medium -> !medium.equals("0") && !medium.equalsIgnoreCase("EMAIL"))
                .ifPresent(
                        medium -> {
                            throw Refusal.bad("Invalid mediaType: only EMAIL (0) is possible");
                        });
        Optional<BindingStatus> status = query.text("status").map(StatusWords::read);
        if (many && status.isPresent()) {
            throw Refusal.bad("Parameter 'status' is not possible with a list of recipients");
        }
        boolean tester = query.text("testuser").filter(text -> text.equals("true")).isPresent();
        return query.text("mailinglist")
                .map(
                        list ->
                                new Place(
                                        list.equals("*") ? 0 : known(call.actor(), list),
                                        status.orElse(BindingStatus.ACTIVE),
                                        tester));
    }

    void put(Transaction tx, Actor actor, long recipient, Place place) {
        List<Binding> old = place.list() == 0 ? bindings.of(tx, actor, recipient) : List.of();
        old.forEach(binding -> set(tx, actor, place, binding, Optional.of(binding)));
        if (place.list() != 0) {
            Binding wanted =
                    Binding.of(
                            recipient,
                            place.list(),
                            place.tester() ? UserType.TEST : UserType.WORLD,
                            place.status(),
                            "");
            set(
                    tx,
                    actor,
                    place,
                    wanted,
                    bindings.find(tx, actor, recipient, place.list(), Binding.EMAIL));
        }
    }

    private void set(
            Transaction tx, Actor actor, Place place, Binding wanted, Optional<Binding> old) {
        bindings.set(
                tx,
                actor,
                Binding.of(
                        wanted.customerId(),
                        wanted.mailinglistId(),
                        old.filter(binding -> !place.tester())
                                .map(Binding::userType)
                                .orElse(wanted.userType()),
                        place.status(),
                        "Set by " + actor.name() + " via restful"));
    }

    private int known(Actor actor, String list) {
        return lists.all(actor).stream()
                .filter(known -> String.valueOf(known.id()).equals(list))
                .findFirst()
                .orElseThrow(() -> Refusal.bad("Invalid mailinglist: '" + Fields.shown(list) + "'"))
                .id();
    }
}
