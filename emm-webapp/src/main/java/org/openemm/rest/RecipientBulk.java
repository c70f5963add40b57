package org.openemm.rest;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.openemm.Core;
import org.openemm.InvalidInput;
import org.openemm.account.Actor;
import org.openemm.database.Database;
import org.openemm.database.Transaction;
import org.openemm.recipient.Recipients;
import org.openemm.remote.RestSource;
import org.openemm.rest.ListPlaces.Place;

/** Many recipients in one call. Those with bad values are left out and counted. */
final class RecipientBulk {
    /** What can be wrong with a recipient, in the order of the answer. */
    private enum Kind {
        DATE_ERROR,
        DBINSERT_ERROR,
        EMAIL_ERROR,
        NUMBER_TOO_LARGE_ERROR,
        MAILTYPE_ERROR,
        GENDER_ERROR,
        KEYDOUBLE_ERROR,
        VALUE_TOO_LARGE_ERROR,
        INVALID_FORMAT_ERROR,
        BLACKLIST_ERROR,
        NUMERIC_ERROR,
        ENCRYPTION_ERROR;

        static Kind of(String key) {
            return switch (key) {
                case "recipient.value.date", "recipient.value.datetime" -> DATE_ERROR;
                case "recipient.value.range" -> NUMBER_TOO_LARGE_ERROR;
                case "recipient.value.mailtype" -> MAILTYPE_ERROR;
                case "recipient.value.gender" -> GENDER_ERROR;
                case "recipient.value.length" -> VALUE_TOO_LARGE_ERROR;
                case "recipient.email.blocklisted" -> BLACKLIST_ERROR;
                case "recipient.value.number", "recipient.value.integer" -> NUMERIC_ERROR;
                default -> key.startsWith("recipient.email.") ? EMAIL_ERROR : INVALID_FORMAT_ERROR;
            };
        }
    }

    private final Database database;
    private final Recipients recipients;
    private final RecipientValues values;
    private final ListPlaces places;
    private final RestSource source;

    RecipientBulk(Core core, RecipientValues values, ListPlaces places, RestSource source) {
        this.database = core.database();
        this.recipients = core.recipients();
        this.values = values;
        this.places = places;
        this.source = source;
    }

    /** Every one is new, even when the address is in use already. */
    Object add(Call call, JsonNode body) {
        require(call.actor(), "import.mode.add");
        return run(call, body, false);
    }

    /** Found by address: all with it are changed; without any it is new. */
    Object addOrChange(Call call, JsonNode body) {
        require(call.actor(), "import.mode.add_update");
        return run(call, body, true);
    }

    private Object run(Call call, JsonNode body, boolean change) {
        call.describe("IMPORT");
        Optional<Place> place = places.of(call, true);
        if (body.isEmpty()) {
            throw Refusal.bad("Invalid request data: no recipients");
        }
        Actor writer =
                Grants.with(call.actor(), "recipient.create", "recipient.change", "recipient.show");
        List<Map<String, Object>> rows = new ArrayList<>();
        body.forEach(row -> rows.add(values.read(call.actor(), row, false)));
        return database.inTransaction(
                tx -> {
                    Count count = new Count();
                    for (Map<String, Object> row : rows) {
                        try {
                            save(tx, writer, row, place, change, count);
                        } catch (InvalidInput e) {
                            count.errors.merge(Kind.of(e.problems().get(0).key()), 1, Integer::sum);
                        }
                    }
                    return count.answer(rows.size(), change);
                });
    }

    /** What is refused is refused before anything of the row was written. */
    private void save(
            Transaction tx,
            Actor actor,
            Map<String, Object> row,
            Optional<Place> place,
            boolean change,
            Count count) {
        List<Long> old =
                change && row.get(RecipientValues.EMAIL) != null
                        ? recipients.findBy(
                                tx, actor, RecipientValues.EMAIL, row.get(RecipientValues.EMAIL))
                        : List.of();
        if (old.isEmpty()) {
            long id = recipients.create(tx, actor, row, source.id(tx));
            place.ifPresent(list -> places.put(tx, actor, id, list));
            count.inserted++;
            return;
        }
        for (long id : old) {
            recipients.update(tx, actor, id, row, source.id(tx));
            place.ifPresent(list -> places.put(tx, actor, id, list));
        }
        count.updated++;
    }

    private static void require(Actor actor, String right) {
        if (!actor.may(right)) {
            throw Refusals.denied(right);
        }
    }

    private static final class Count {
        private final Map<Kind, Integer> errors = new LinkedHashMap<>();
        private int inserted;
        private int updated;

        Map<String, Object> answer(int rows, boolean change) {
            Map<String, Object> answer = new LinkedHashMap<>();
            answer.put("Recipients", rows);
            answer.put("Inserted", inserted);
            if (change) {
                answer.put("Updated", updated);
            }
            if (!errors.isEmpty()) {
                Map<String, Object> all = new LinkedHashMap<>();
                for (Kind kind : Kind.values()) {
                    all.put(kind.name(), errors.getOrDefault(kind, 0));
                }
                answer.put("Errors", all);
            }
            return answer;
        }
    }
}
