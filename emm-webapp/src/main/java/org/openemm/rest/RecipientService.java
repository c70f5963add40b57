package org.openemm.rest;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.openemm.Core;
import org.openemm.account.Actor;
import org.openemm.address.EmailAddress;
import org.openemm.database.Database;
import org.openemm.database.Transaction;
import org.openemm.recipient.Recipients;
import org.openemm.remote.RestSource;
import org.openemm.rest.ListPlaces.Place;
import org.openemm.rest.Route.Rights;

/** Recipients: searched by their values, made, changed and deleted. */
final class RecipientService {
    private static final int MAX_DELETED = 1_000;
    private static final String INVALID =
            "Invalid recipient data for recipient: Cannot update customer, because customer data is"
                    + " invalid: ";

    private final Database database;
    private final Recipients recipients;
    private final RecipientKeys keys;
    private final RecipientValues values;
    private final RecipientFilters filters;
    private final RecipientBulk bulk;
    private final ListPlaces places;
    private final ReceivedMailings received;
    private final RestSource source = new RestSource();

    private RecipientService(Core core) {
        database = core.database();
        recipients = core.recipients();
        keys = new RecipientKeys(recipients);
        values = new RecipientValues(core.profileFields());
        filters = new RecipientFilters(recipients, core.profileFields(), values);
        places = new ListPlaces(core.bindings(), core.mailinglists());
        received = new ReceivedMailings(core);
        bulk = new RecipientBulk(core, values, places, source);
    }

    static Service of(Core core) {
        RecipientService service = new RecipientService(core);
        Rights show = Rights.of("recipient.show");
        Rights change = Rights.of("recipient.change");
        Rights delete = Rights.of("recipient.delete");
        return Service.of(
                "recipient",
                Route.of("GET", "", show, "Recipients by profile fields", service.filters::search),
                Route.of("GET", "{recipient}", show, "One recipient", service::one),
                Route.of(
                        "GET",
                        "{recipient}/mailings",
                        show,
                        "One recipient with the mailings received",
                        service::withMailings),
                Route.of("GET", "{recipient}/{context}", show, "Not possible", service::nowhere),
                Route.of(
                        "POST",
                        "",
                        Rights.of("recipient.create"),
                        "A new recipient, or many",
                        service::create),
                Route.of("PUT", "", change, "Changes or makes one, or many", service::put),
                Route.of("PUT", "{recipient}", change, "Changes a recipient", service::change),
                Route.of("DELETE", "{recipient}", delete, "Deletes a recipient", service::delete),
                Route.of("DELETE", "", delete, "Deletes many recipients", service::deleteMany));
    }

    private Object nowhere(Call call) {
        throw Refusal.bad("Invalid requestcontext: " + Fields.shown(call.key(1)));
    }

    private Object one(Call call) {
        return filters.answer(call.actor(), found(call));
    }

    private Object withMailings(Call call) {
        return filters.answer(
                call.actor(),
                found(call),
                (id, shown) -> shown.put("mailingsReceived", received.of(call.actor(), id)));
    }

    private List<Long> found(Call call) {
        requireKey(call.key(0));
        List<Long> found = keys.all(call.actor(), call.key(0));
        if (found.isEmpty()) {
            throw Refusal.noData();
        }
        return found;
    }

    private Object create(Call call) {
        JsonNode body = call.body().orElseThrow(Refusal::missingBody);
        if (body.isArray()) {
            return bulk.add(call, body);
        }
        if (body.has(RecipientValues.ID)) {
            throw Refusal.bad(
                    "Invalid recipient data for new recipient. Internal key field customer_id is"
                            + " included");
        }
        Map<String, Object> given = values.read(call.actor(), body, false);
        Optional<Place> place = places.of(call, false);
        requireEmail(given, true);
        long id = database.inTransaction(tx -> insert(tx, call.actor(), given, place));
        return shown(call.actor(), id);
    }

    private Object put(Call call) {
        JsonNode body = call.body().orElseThrow(Refusal::missingBody);
        if (body.isArray()) {
            return bulk.addOrChange(call, body);
        }
        Map<String, Object> given = values.read(call.actor(), body, true);
        Optional<Place> place = places.of(call, false);
        Object id = given.remove(RecipientValues.ID);
        requireEmail(given, id == null);
        Optional<Long> old =
                id == null
                        ? keys
                                .all(call.actor(), String.valueOf(given.get(RecipientValues.EMAIL)))
                                .stream()
                                .findFirst()
                        : Optional.of(existing(call.actor(), id.toString()));
        long saved =
                database.inTransaction(
                        tx ->
                                old.isPresent()
                                        ? update(tx, call.actor(), old.get(), given, place)
                                        : insert(tx, call.actor(), given, place));
        return shown(call.actor(), saved);
    }

    private Object change(Call call) {
        JsonNode body = call.body().orElseThrow(Refusal::missingBody);
        requireKey(call.key(0));
        Map<String, Object> given = values.read(call.actor(), body, false);
        Optional<Place> place = places.of(call, false);
        requireEmail(given, false);
        long id = existing(call.actor(), call.key(0));
        database.run(tx -> update(tx, call.actor(), id, given, place));
        return shown(call.actor(), id);
    }

    private Object delete(Call call) {
        requireKey(call.key(0));
        return deleted(call.actor(), new LinkedHashSet<>(keys.all(call.actor(), call.key(0))));
    }

    private Object deleteMany(Call call) {
        call.describe("BULK");
        JsonNode body = call.body().orElseThrow(() -> Refusal.bad("Missing request body data"));
        if (!body.isArray()) {
            throw Refusal.bad("Invalid request data: JSON array expected");
        }
        Set<Long> ids = new LinkedHashSet<>();
        if (body.size() <= MAX_DELETED) {
            List<JsonNode> items = new ArrayList<>();
            body.forEach(items::add);
            items.forEach(item -> ids.addAll(keys.all(call.actor(), item)));
        }
        return deleted(call.actor(), ids);
    }

    private Object deleted(Actor actor, Set<Long> ids) {
        if (ids.isEmpty()) {
            throw Refusal.notFound("No data found for deletion");
        }
        database.run(tx -> ids.forEach(id -> recipients.delete(tx, actor, id)));
        return ids.size() + " customer datasets deleted";
    }

    private long insert(
            Transaction tx, Actor actor, Map<String, Object> given, Optional<Place> place) {
        long id =
                recipients.create(tx, Grants.with(actor, "recipient.create"), given, source.id(tx));
        place.ifPresent(list -> bind(tx, actor, id, list));
        return id;
    }

    private long update(
            Transaction tx,
            Actor actor,
            long id,
            Map<String, Object> given,
            Optional<Place> place) {
        recipients.update(tx, actor, id, given, source.id(tx));
        place.ifPresent(list -> bind(tx, actor, id, list));
        return id;
    }

    private void bind(Transaction tx, Actor actor, long id, Place list) {
        places.put(tx, Grants.with(actor, "recipient.change", "recipient.show"), id, list);
    }

    private long existing(Actor actor, String key) {
        return keys.all(actor, key).stream()
                .findFirst()
                .orElseThrow(
                        () ->
                                Refusal.bad(
                                        "No recipient found for update with id: "
                                                + Fields.shown(key)));
    }

    /** What was just written is shown to who wrote it. */
    private Object shown(Actor actor, long id) {
        return values.shown(actor, recipients.get(Grants.with(actor, "recipient.show"), id));
    }

    private static void requireKey(String key) {
        boolean number = key.matches("\\d{1,9}|[1]\\d{9}|2[0-1]\\d{8}");
        if (!number && !EmailAddress.check(key).isValid()) {
            throw Refusal.bad("Invalid requested recipient key: " + Fields.shown(key));
        }
    }

    private static void requireEmail(Map<String, Object> given, boolean needed) {
        Object email = given.get(RecipientValues.EMAIL);
        if (email == null && !needed && !given.containsKey(RecipientValues.EMAIL)) {
            return;
        }
        if (email == null || email.toString().isBlank()) {
            throw Refusal.bad(INVALID + "email is empty");
        }
        if (!EmailAddress.check(email.toString()).isValid()) {
            throw Refusal.bad(INVALID + "email is invalid");
        }
    }
}
