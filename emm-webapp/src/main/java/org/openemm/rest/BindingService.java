package org.openemm.rest;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.openemm.Core;
import org.openemm.NotFound;
import org.openemm.account.Actor;
import org.openemm.database.Database;
import org.openemm.mailinglist.Mailinglists;
import org.openemm.recipient.Binding;
import org.openemm.recipient.BindingStatus;
import org.openemm.recipient.Bindings;
import org.openemm.recipient.UserType;
import org.openemm.rest.Route.Rights;

/** Who is on which list: for one recipient. */
final class BindingService {
    private static final Set<String> KNOWN =
            Set.of(
                    "mailinglist_id",
                    "user_status",
                    "mediatype",
                    "user_type",
                    "user_remark",
                    "referrer",
                    "entry_mailing_id",
                    "exit_mailing_id",
                    "action_id",
                    "runActionAsynchronous");

    private final Database database;
    private final Bindings bindings;
    private final Mailinglists lists;
    private final RecipientKeys keys;

    private BindingService(Core core) {
        database = core.database();
        bindings = core.bindings();
        lists = core.mailinglists();
        keys = new RecipientKeys(core.recipients());
    }

    static Service of(Core core) {
        BindingService service = new BindingService(core);
        BulkBindings bulk = new BulkBindings(core);
        Rights show = Rights.of("recipient.show");
        Rights change = Rights.of("recipient.change");
        return Service.of(
                "binding",
                Route.of("GET", "{recipient}", show, "Lists of a recipient", service::all),
                Route.of("GET", "{recipient}/{list}", show, "State on one list", service::one),
                Route.of("POST", "{recipient}", change, "Puts on a list", service::create),
                Route.of("PUT", "{recipient}", change, "Puts on a list, or changes", service::put),
                Route.of("POST", "", change, "Puts many on lists", bulk::create),
                Route.of("PUT", "", change, "Puts many on lists, or changes", bulk::put),
                Route.of("DELETE", "", change, "Takes many off lists", bulk::delete),
                Route.of(
                        "DELETE", "{recipient}", change, "Takes off all lists", service::deleteAll),
                Route.of(
                        "DELETE",
                        "{recipient}/{list}",
                        change,
                        "Takes off a list",
                        service::deleteOne));
    }

    private Object all(Call call) {
        long id = keys.first(call.actor(), call.key(0));
        return bindings.of(call.actor(), id).stream()
                .map(binding -> shown(binding, false))
                .toList();
    }

    private Object one(Call call) {
        int list = call.id(1);
        long id = keys.first(call.actor(), call.key(0));
        return bindings.of(call.actor(), id).stream()
                .filter(binding -> binding.mailinglistId() == list)
                .map(binding -> shown(binding, true))
                .toList();
    }

    private Object create(Call call) {
        return save(call, true);
    }

    private Object put(Call call) {
        return save(call, false);
    }

    private Object save(Call call, boolean onlyNew) {
        Fields fields = call.fields(KNOWN).orElseThrow(Refusal::missingBody);
        long id = keys.first(call.actor(), call.key(0));
        int list =
                fields.integer("mailinglist_id")
                        .orElseThrow(() -> Refusal.bad("Missing property 'mailinglist_id'"));
        BindingStatus status =
                fields.node("user_status")
                        .map(StatusWords::read)
                        .orElseThrow(() -> Refusal.bad("Missing property 'user_status'"));
        requireEmail(fields);
        requireList(call.actor(), list);
        if (fields.choice("action_id").orElse(0) != 0) {
            throw Refusal.bad("Unknown action: " + fields.choice("action_id").orElse(0));
        }
        fields.flag("runActionAsynchronous");
        try {
            return database.inTransaction(
                    tx -> {
                        Optional<Binding> old =
                                bindings.find(tx, seeing(call), id, list, Binding.EMAIL);
                        if (onlyNew && old.isPresent()) {
                            throw Refusal.bad("Binding entry already exists");
                        }
                        bindings.set(tx, call.actor(), merged(fields, id, list, status, old));
                        return "1 binding entry " + (old.isPresent() ? "updated" : "created");
                    });
        } catch (NotFound e) {
            throw Refusal.noData();
        }
    }

    private static Binding merged(
            Fields fields, long id, int list, BindingStatus status, Optional<Binding> old) {
        return new Binding(
                id,
                list,
                Binding.EMAIL,
                userType(fields).orElse(old.map(Binding::userType).orElse(UserType.WORLD)),
                status,
                fields.text("user_remark").orElse(old.map(Binding::remark).orElse("")),
                fields.text("referrer").orElse(old.map(Binding::referrer).orElse(null)),
                fields.integer("exit_mailing_id").orElse(old.map(Binding::exitMailingId).orElse(0)),
                fields.integer("entry_mailing_id")
                        .orElse(old.map(Binding::entryMailingId).orElse(0)),
                null,
                null);
    }

    private static Optional<UserType> userType(Fields fields) {
        return fields.text("user_type")
                .map(
                        text ->
                                (text.length() == 1
                                                ? UserType.find(text.charAt(0))
                                                : Optional.<UserType>empty())
                                        .orElseThrow(
                                                () ->
                                                        Refusal.bad(
                                                                "Invalid user_type: '"
                                                                        + Fields.shown(text)
                                                                        + "'")));
    }

    /** By number or word; there is no other medium. */
    private static void requireEmail(Fields fields) {
        boolean other =
                fields.node("mediatype")
                        .filter(
                                medium ->
                                        !(medium.isIntegralNumber() && medium.asInt() == 0)
                                                && !(medium.isTextual()
                                                        && medium.textValue()
                                                                .equalsIgnoreCase("EMAIL")))
                        .isPresent();
        if (other) {
            throw Refusal.bad("Invalid mediatype: only EMAIL (0) is possible");
        }
    }

    private Object deleteAll(Call call) {
        long id = keys.first(call.actor(), call.key(0));
        int deleted =
                database.inTransaction(
                        tx -> {
                            List<Binding> all = bindings.of(tx, seeing(call), id);
                            all.forEach(
                                    binding ->
                                            bindings.delete(
                                                    tx,
                                                    call.actor(),
                                                    id,
                                                    binding.mailinglistId(),
                                                    binding.mediatype()));
                            return all.size();
                        });
        return deleted + " binding entries deleted";
    }

    private Object deleteOne(Call call) {
        int list = call.id(1);
        long id = keys.first(call.actor(), call.key(0));
        requireList(call.actor(), list);
        try {
            bindings.delete(call.actor(), id, list, Binding.EMAIL);
            return "1 binding entries deleted";
        } catch (NotFound e) {
            return "0 binding entries deleted";
        }
    }

    private static Actor seeing(Call call) {
        return Grants.with(call.actor(), "recipient.show");
    }

    private void requireList(Actor actor, int list) {
        if (lists.all(actor).stream().noneMatch(known -> known.id() == list)) {
            throw Refusal.bad("Invalid mailinglist: '" + list + "'");
        }
    }

    /**
     * @param single in the answer for one list the type stands as mediatype, as it always has
     */
    private static Map<String, Object> shown(Binding binding, boolean single) {
        Map<String, Object> shown = new LinkedHashMap<>();
        shown.put("mailinglist_id", binding.mailinglistId());
        String type = String.valueOf(binding.userType().code());
        if (binding.userType() != UserType.WORLD) {
            shown.put("user_type", type);
        }
        if (single) {
            shown.put("mediatype", type);
        }
        shown.put("user_status", StatusWords.of(binding.status()));
        put(shown, "user_remark", binding.remark());
        put(shown, "referrer", binding.referrer());
        if (binding.entryMailingId() != 0) {
            shown.put("entry_mailing_id", binding.entryMailingId());
        }
        if (binding.exitMailingId() != 0) {
            shown.put("exit_mailing_id", binding.exitMailingId());
        }
        if (binding.created() != null) {
            shown.put("creation_date", Dates.text(binding.created()));
        }
        if (binding.changed() != null) {
            shown.put("change_date", Dates.text(binding.changed()));
        }
        return shown;
    }

    private static void put(Map<String, Object> shown, String name, String text) {
        if (text != null && !text.isEmpty()) {
            shown.put(name, text);
        }
    }
}
