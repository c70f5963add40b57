package org.openemm.rest;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.openemm.Core;
import org.openemm.account.Actor;
import org.openemm.mailinglist.Mailinglist;
import org.openemm.mailinglist.MailinglistUse;
import org.openemm.mailinglist.Mailinglists;
import org.openemm.recipient.BindingStatus;
import org.openemm.rest.Route.Rights;

/** Mailing lists, by id or exact name. */
final class MailinglistService {
    private static final Set<String> KNOWN = Set.of("mailinglist_id", "name", "description");
    private static final int MAX_USES = 10;

    private final Mailinglists lists;
    private final Subscribers subscribers;

    private MailinglistService(Core core) {
        lists = core.mailinglists();
        subscribers = new Subscribers(core.recipients(), core.profileFields());
    }

    static Service of(Core core) {
        MailinglistService service = new MailinglistService(core);
        Rights show = Rights.of("mailinglist.show");
        Rights change = Rights.of("mailinglist.change");
        return Service.of(
                "mailinglist",
                Route.of("GET", "", show, "All mailing lists", service::all),
                Route.of("GET", "{list}", show, "A list with its numbers", service::one),
                Route.of(
                        "GET",
                        "{list}/recipients",
                        Rights.of("mailinglist.show", "recipient.show"),
                        "A list with its active subscribers (?fields=)",
                        service::recipients),
                Route.of("POST", "", change, "A new list", service::create),
                Route.of("POST", "{list}", change, "A new list", service::create),
                Route.of("PUT", "", change, "Changes a list, or makes it", service::put),
                Route.of("PUT", "{list}", change, "Changes a list, or makes it", service::put),
                Route.of(
                        "DELETE",
                        "{list}",
                        Rights.of("mailinglist.delete"),
                        "Deletes a list that no mailing uses",
                        service::delete));
    }

    private Object all(Call call) {
        call.describe("ALL");
        return lists.all(call.actor()).stream().map(MailinglistService::basic).toList();
    }

    private Object one(Call call) {
        return withNumbers(call.actor(), required(call));
    }

    private Object recipients(Call call) {
        Mailinglist list = required(call);
        Map<String, Object> shown = withNumbers(call.actor(), list);
        shown.put(
                "recipients",
                subscribers.of(call.actor(), list.id(), call.query().text("fields").orElse("")));
        return shown;
    }

    private Object create(Call call) {
        Fields fields = call.fields(KNOWN).orElseThrow(Refusal::missingBody);
        int id = lists.create(call.actor(), name(fields), fields.label("description").orElse(""));
        return dated(lists.get(call.actor(), id));
    }

    private Object put(Call call) {
        Fields fields = call.fields(KNOWN).orElseThrow(Refusal::missingBody);
        Optional<Integer> wanted = fields.integer("mailinglist_id");
        Optional<Mailinglist> target =
                call.hasKey(0) ? find(call.actor(), call.key(0)) : Optional.empty();
        if (!call.hasKey(0) && wanted.isPresent()) {
            target = find(call.actor(), String.valueOf(wanted.get()));
            if (target.isEmpty()) {
                throw Refusal.bad("Unknown mailinglist_id: " + wanted.get());
            }
        }
        if (target.isPresent() && wanted.isPresent() && !wanted.get().equals(target.get().id())) {
            throw Refusal.bad("mailinglist_id is not the one of the address");
        }
        if (target.isEmpty()) {
            target = lists.findByName(call.actor(), name(fields));
        }
        return dated(save(call.actor(), fields, target));
    }

    private Mailinglist save(Actor actor, Fields fields, Optional<Mailinglist> target) {
        if (target.isEmpty()) {
            return lists.get(
                    actor,
                    lists.create(actor, name(fields), fields.label("description").orElse("")));
        }
        Mailinglist old = target.get();
        lists.update(
                actor,
                old.id(),
                fields.label("name").orElse(old.name()),
                fields.label("description").orElse(old.description()));
        return lists.get(actor, old.id());
    }

    private Object delete(Call call) {
        Mailinglist list = find(call.actor(), call.key(0)).orElseThrow(this::nothingToDelete);
        List<MailinglistUse> uses = lists.uses(call.actor(), list.id());
        if (uses.stream().anyMatch(MailinglistUse::blocks)) {
            throw Refusal.bad(
                    "Mailinglist is used by mailings: "
                            + uses.stream()
                                    .filter(MailinglistUse::blocks)
                                    .limit(MAX_USES)
                                    .map(use -> use.name() + " (" + use.id() + ")")
                                    .collect(Collectors.joining(", ")));
        }
        lists.delete(call.actor(), list.id());
        return "1 mailinglist deleted";
    }

    private Refusal nothingToDelete() {
        return Refusal.notFound("No data found for deletion");
    }

    private static String name(Fields fields) {
        return fields.label("name").orElseThrow(() -> Refusal.bad("Missing property 'name'"));
    }

    private Mailinglist required(Call call) {
        return find(call.actor(), call.key(0)).orElseThrow(Refusal::noData);
    }

    private Optional<Mailinglist> find(Actor actor, String key) {
        return lists.all(actor).stream()
                .filter(
                        list ->
                                isNumber(key)
                                        ? key.equals(String.valueOf(list.id()))
                                        : list.name().equals(key))
                .findFirst();
    }

    private static boolean isNumber(String key) {
        try {
            return Integer.parseInt(key) >= 0;
        } catch (NumberFormatException e) {
            return false;
        }
    }

    private static Map<String, Object> basic(Mailinglist list) {
        Map<String, Object> shown = new LinkedHashMap<>();
        shown.put("mailinglist_id", list.id());
        shown.put("name", list.name());
        shown.put("description", list.description());
        return shown;
    }

    private static Map<String, Object> dated(Mailinglist list) {
        Map<String, Object> shown = basic(list);
        if (list.created() != null) {
            shown.put("creation_date", Dates.text(list.created()));
        }
        if (list.changed() != null) {
            shown.put("change_date", Dates.text(list.changed()));
        }
        return shown;
    }

    private Map<String, Object> withNumbers(Actor actor, Mailinglist list) {
        Map<String, Object> shown = dated(list);
        Map<BindingStatus, Long> counts = lists.worldCounts(actor, list.id());
        Map<String, Object> statistics = new LinkedHashMap<>();
        counts.forEach(
                (status, number) ->
                        statistics.put(StatusWords.of(status).toLowerCase(Locale.ROOT), number));
        shown.put("statistics", statistics);
        return shown;
    }
}
