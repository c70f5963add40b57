package org.openemm.rest;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.openemm.Core;
import org.openemm.account.Actor;
import org.openemm.rest.Route.Rights;
import org.openemm.target.RecipientFilter;
import org.openemm.target.RecipientFilters;
import org.openemm.target.Target;
import org.openemm.target.TargetDraft;
import org.openemm.target.Targets;

/** Target groups, by id or exact name. */
final class TargetService {
    private static final Set<String> KNOWN = Set.of("name", "description", "eql");

    private final Targets targets;
    private final RecipientFilters filters;
    private final Subscribers subscribers;

    private TargetService(Core core) {
        targets = core.targets();
        filters = core.audiences().filters();
        subscribers = new Subscribers(core.recipients(), core.profileFields());
    }

    static Service of(Core core) {
        TargetService service = new TargetService(core);
        Rights show = Rights.of("targets.show");
        Rights change = Rights.of("targets.change");
        return Service.of(
                "target",
                Route.of("GET", "", show, "All target groups", service::all),
                Route.of("GET", "{target}", show, "A target group", service::one),
                Route.of(
                        "GET",
                        "{target}/recipients",
                        Rights.of("targets.show", "recipient.show"),
                        "A target group with its recipients (?fields=)",
                        service::recipients),
                Route.of("POST", "", change, "A new target group", service::create),
                Route.of("PUT", "", change, "A new target group", service::create),
                Route.of("PUT", "{target}", change, "Changes a target group", service::update),
                Route.of(
                        "DELETE",
                        "{target}",
                        Rights.of("targets.delete"),
                        "Deletes a target group that nothing uses",
                        service::delete));
    }

    private Object all(Call call) {
        call.describe("ALL");
        return targets.all(call.actor()).stream().map(TargetService::basic).toList();
    }

    private Object one(Call call) {
        return shown(required(call));
    }

    private Object recipients(Call call) {
        Target target = required(call);
        Map<String, Object> shown = shown(target);
        shown.put(
                "recipients",
                subscribers.of(
                        call.actor(),
                        filters.query(call.actor(), RecipientFilter.ofTarget(target.id())),
                        call.query().text("fields").orElse("")));
        return shown;
    }

    private Object create(Call call) {
        Fields fields = call.fields(KNOWN).orElseThrow(Refusal::missingBody);
        return save(
                call.actor(),
                new TargetDraft(
                        0,
                        fields.label("name").orElseThrow(() -> missing("name")),
                        fields.label("description").orElse(""),
                        rule(fields).orElseThrow(() -> missing("eql"))));
    }

    /** What is not given stays. */
    private Object update(Call call) {
        Target old = required(call);
        Fields fields = call.fields(KNOWN).orElseThrow(Refusal::missingBody);
        return save(
                call.actor(),
                new TargetDraft(
                        old.id(),
                        fields.label("name").orElse(old.name()),
                        fields.label("description").orElse(old.description()),
                        rule(fields).orElse(old.eql()),
                        old.adminTest()));
    }

    private Object delete(Call call) {
        targets.delete(call.actor(), required(call).id());
        return "1 target deleted";
    }

    private Object save(Actor actor, TargetDraft draft) {
        return shown(targets.get(actor, targets.save(actor, draft)));
    }

    /**
     * Everybody is asked for on purpose, in the pages; a program that sends nothing has a fault.
     */
    private static Optional<String> rule(Fields fields) {
        Optional<String> rule = fields.text("eql");
        if (rule.isPresent() && rule.get().isBlank()) {
            throw Refusal.bad("Invalid value for 'eql': must not be empty");
        }
        return rule;
    }

    private static Refusal missing(String name) {
        return Refusal.bad("Missing property '" + name + "'");
    }

    private Target required(Call call) {
        String key = call.key(0);
        return targets.find(call.actor(), key).orElseThrow(Refusal::noData);
    }

    private static Map<String, Object> basic(Target target) {
        Map<String, Object> shown = new LinkedHashMap<>();
        shown.put("target_id", target.id());
        shown.put("name", target.name());
        if (!target.description().isEmpty()) {
            shown.put("description", target.description());
        }
        return shown;
    }

    private static Map<String, Object> shown(Target target) {
        Map<String, Object> shown = basic(target);
        shown.put("sql", target.sql());
        shown.put("eql", target.eql());
        shown.put("valid", target.valid());
        if (target.created() != null) {
            shown.put("creation_date", Dates.text(target.created()));
        }
        if (target.changed() != null) {
            shown.put("change_date", Dates.text(target.changed()));
        }
        return shown;
    }
}
