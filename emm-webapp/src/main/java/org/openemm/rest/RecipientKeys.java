package org.openemm.rest;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import org.openemm.account.Actor;
import org.openemm.recipient.Recipients;

/**
 * Finds recipients by what stands for them in addresses and bodies: id or e-mail address. Whoever
 * may change or delete recipients finds them, too.
 */
final class RecipientKeys {
    private final Recipients recipients;

    RecipientKeys(Recipients recipients) {
        this.recipients = recipients;
    }

    /** By id, else by address; the lowest id first. */
    List<Long> all(Actor caller, String key) {
        Actor actor = Grants.with(caller, "recipient.show");
        try {
            long id = Integer.parseInt(key);
            return recipients.find(actor, id).isPresent() ? List.of(id) : List.of();
        } catch (NumberFormatException e) {
            return key.contains("@") ? recipients.findBy(actor, "email", key) : List.of();
        }
    }

    /**
     * The first.
     *
     * @throws Refusal there is none
     */
    long first(Actor actor, String key) {
        return all(actor, key).stream().findFirst().orElseThrow(Refusal::noData);
    }

    /**
     * Of a JSON integer or text.
     *
     * @throws Refusal another type
     */
    List<Long> all(Actor actor, JsonNode key) {
        if (key.isIntegralNumber() && key.canConvertToInt()) {
            return all(actor, key.asText());
        }
        if (key.isTextual()) {
            return key.textValue().contains("@") ? all(actor, key.textValue()) : List.of();
        }
        throw Refusal.bad("Invalid data type for a recipient: Integer or String expected");
    }
}
