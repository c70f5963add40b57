package org.openemm.rest;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.BiConsumer;
import java.util.stream.Collectors;
import org.openemm.account.Actor;
import org.openemm.profilefield.DataType;
import org.openemm.profilefield.ProfileField;
import org.openemm.profilefield.ProfileFieldCatalog;
import org.openemm.profilefield.ProfileFields;
import org.openemm.recipient.PatternMatches;
import org.openemm.recipient.Recipients;

/** Searches recipients by profile fields; what the answer looks like depends on their number. */
final class RecipientFilters {
    /** Up to so many are shown whole. */
    private static final int WHOLE = 5;

    private static final int MAX = 1_000;
    private static final Set<String> NO_FILTER = Set.of("username", "password");

    private final Recipients recipients;
    private final ProfileFields fields;
    private final RecipientValues values;

    RecipientFilters(Recipients recipients, ProfileFields fields, RecipientValues values) {
        this.recipients = recipients;
        this.fields = fields;
        this.values = values;
    }

    Object search(Call call) {
        Map<String, String> patterns = patterns(call);
        call.describe(patterns.isEmpty() ? "ALL" : patterns.toString());
        PatternMatches found = recipients.matching(call.actor(), patterns, MAX);
        if (found.total() > MAX) {
            throw Refusal.bad(
                    "Too many matching recipients found: " + found.total() + ". Please use export");
        }
        if (found.ids().isEmpty()) {
            throw Refusal.notFound("No matching recipient data found");
        }
        return answer(call.actor(), found.ids());
    }

    /**
     * One as an object, a few as a list of objects, more as a list of ids.
     *
     * @param ids at least one
     */
    Object answer(Actor actor, List<Long> ids) {
        return answer(actor, ids, (recipient, shown) -> {});
    }

    /**
     * As {@link #answer(Actor, List)}.
     *
     * @param more adds to what is shown of a recipient
     */
    Object answer(Actor actor, List<Long> ids, BiConsumer<Long, Map<String, Object>> more) {
        if (ids.size() > WHOLE) {
            return ids;
        }
        List<Map<String, Object>> all = new ArrayList<>();
        for (long id : ids) {
            recipients
                    .find(actor, id)
                    .map(recipient -> values.shown(actor, recipient))
                    .ifPresent(
                            shown -> {
                                more.accept(id, shown);
                                all.add(shown);
                            });
        }
        return all.size() == 1 ? all.get(0) : all;
    }

    private Map<String, String> patterns(Call call) {
        ProfileFieldCatalog catalog = fields.of(call.actor());
        Map<String, String> patterns = new LinkedHashMap<>();
        call.query()
                .all()
                .forEach(
                        (name, given) -> {
                            String column = name.toLowerCase(Locale.ROOT);
                            if (NO_FILTER.contains(column)) {
                                return;
                            }
                            ProfileField field =
                                    catalog.column(column)
                                            .filter(Subscribers::isVisible)
                                            .orElseThrow(() -> unknown(catalog, column));
                            String pattern =
                                    field.type() == DataType.DATETIME
                                            ? given.get(0).replace('T', ' ')
                                            : given.get(0);
                            if (given.size() > 1 || patterns.put(column, pattern) != null) {
                                throw Refusal.bad(
                                        "Invalid multiple recipient filter by profile field: '"
                                                + column
                                                + "'");
                            }
                        });
        return patterns;
    }

    private static Refusal unknown(ProfileFieldCatalog catalog, String name) {
        return Refusal.bad(
                "Invalid recipient filter by unknown profile field: '"
                        + Fields.shown(name)
                        + "'. Allowed profile fields: "
                        + catalog.all().stream()
                                .filter(Subscribers::isVisible)
                                .map(ProfileField::column)
                                .collect(Collectors.joining(", ")));
    }
}
