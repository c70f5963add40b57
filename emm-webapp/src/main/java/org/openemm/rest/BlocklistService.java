package org.openemm.rest;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import org.openemm.NotFound;
import org.openemm.account.Actor;
import org.openemm.blocklist.Blocklist;
import org.openemm.blocklist.BlocklistEntry;
import org.openemm.rest.Route.Rights;

/** Addresses and patterns that must not get mail; at two addresses that work alike. */
final class BlocklistService {
    private static final Set<String> KNOWN = Set.of("email", "reason");

    private final Blocklist blocklist;
    private final String name;

    private BlocklistService(Blocklist blocklist, String name) {
        this.blocklist = blocklist;
        this.name = name;
    }

    /**
     * @param name blacklist or blocklist
     */
    static Service of(String name, Blocklist blocklist) {
        BlocklistService service = new BlocklistService(blocklist, name);
        Rights right = Rights.of("blacklist");
        return Service.of(
                name,
                Route.of("GET", "", right, "All entries", service::all),
                Route.of("GET", "{email}", right, "Entries for an address", service::covering),
                Route.of("POST", "", right, "A new entry", service::create),
                Route.of("PUT", "", right, "A new entry, or a new reason", service::put),
                Route.of("PUT", "{email}", right, "Replaces an entry", service::replace),
                Route.of("DELETE", "{email}", right, "Removes an entry", service::delete));
    }

    private Object all(Call call) {
        call.describe("ALL");
        return blocklist.all(call.actor()).stream().map(BlocklistService::shown).toList();
    }

    private Object covering(Call call) {
        return blocklist.covering(call.actor(), call.key(0)).stream()
                .map(BlocklistService::shown)
                .toList();
    }

    private Object create(Call call) {
        Wanted wanted = wanted(call);
        blocklist.add(writer(call), wanted.email(), wanted.reason());
        return shown(blocklist.get(call.actor(), wanted.email()));
    }

    private Object put(Call call) {
        Wanted wanted = wanted(call);
        boolean exists =
                blocklist.covering(call.actor(), wanted.email()).stream()
                        .filter(entry -> !entry.common())
                        .anyMatch(entry -> entry.pattern().equals(wanted.email()));
        if (exists) {
            blocklist.replace(writer(call), wanted.email(), wanted.email(), wanted.reason());
        } else {
            blocklist.add(writer(call), wanted.email(), wanted.reason());
        }
        return shown(blocklist.get(call.actor(), wanted.email()));
    }

    private Object replace(Call call) {
        Wanted wanted = wanted(call);
        try {
            blocklist.replace(writer(call), call.key(0), wanted.email(), wanted.reason());
        } catch (NotFound e) {
            throw Refusal.bad("Unknown " + name + " entry: " + Fields.shown(call.key(0)));
        }
        return shown(blocklist.get(call.actor(), wanted.email()));
    }

    private Object delete(Call call) {
        blocklist.remove(writer(call), call.key(0));
        return "1 " + name + " entry deleted";
    }

    /** In the browser these are asked for besides. */
    private static Actor writer(Call call) {
        return Grants.with(call.actor(), "recipient.change", "recipient.delete");
    }

    private record Wanted(String email, String reason) {}

    private Wanted wanted(Call call) {
        Fields fields = call.fields(KNOWN).orElseThrow(Refusal::missingBody);
        return new Wanted(
                BlocklistEntry.normal(
                        fields.text("email")
                                .orElseThrow(() -> Refusal.bad("Missing property 'email'"))),
                fields.text("reason").orElseThrow(() -> Refusal.bad("Missing property 'reason'")));
    }

    private static Map<String, Object> shown(BlocklistEntry entry) {
        Map<String, Object> shown = new LinkedHashMap<>();
        shown.put("email", entry.pattern());
        shown.put("reason", entry.reason());
        shown.put("date", entry.since() == null ? null : Dates.text(entry.since()));
        return shown;
    }
}
